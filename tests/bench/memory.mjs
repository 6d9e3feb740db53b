// How much memory a process takes.
import { readFileSync } from "node:fs";

/** The most the process has had at a time, in MB; 0 once it has ended. */
export function peakOf(pid) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
