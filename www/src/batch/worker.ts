import init, * as glue from "virtual:thethuc";
addEventListener("message", async (event: MessageEvent) => {
  await init({ module_or_path: event.data });
  postMessage(glue.version() + " " + glue.files("giay-moi", glue.sample("giay-moi"), "2026-11-23")[0]!.bytes.length);
});
