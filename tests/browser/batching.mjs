// The steps of Làm hàng loạt in the page, as its tests and the bench take them.
import { by, example, press } from "./harness.mjs";

const MINUTE = 60_000;

/** From the form of the template, whose values are the constants, to the step of the batch with a workbook open. */
export async function begun(page, template, path) {
  await example(page, template);
  await press(page, "more");
  await press(page, "batch");
  await (await page.waitForSelector(by("batch-file"))).uploadFile(path);
  await page.waitForSelector(by("batch-found"));
  await ready(page);
}

/** Until the step can be left. */
const ready = (page) =>
  page.waitForFunction(
    (next) => document.querySelector(next)?.disabled === false,
    { timeout: MINUTE },
    by("batch-next"),
  );

export const shown = (page, id) => page.$eval(by(id), (element) => element.innerText);

/** From the matched columns to the rows checked. */
export async function checked(page) {
  await press(page, "batch-next");
  await page.waitForSelector(by("check-sum"));
  await ready(page);
}
