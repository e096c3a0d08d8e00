/**
 * Reads what `strace -f -y` wrote of an instance: was the commit of `submitting` on the disk before the first byte of the
 * paid call left? Every line is `PID TIME call(...) = result`; a call that others ran beside stands in two halves.
 */
interface Syscall {
  name: string;
  /** With the file or socket behind each descriptor, as -y shows it. */
  args: string;
  result: string;
  /** The lines on which it began and ended. */
  begun: number;
  ended: number;
}

/** @returns what is wrong, or null when each paid call's claim was on the disk in time */
export function faultInTrace(trace: string): string | null {
  const calls = syscallsIn(trace);
  const posts = calls.filter(({ name, args }) => isSend(name) && args.includes("POST /v1/video/create"));
  if (posts.length === 0) return "no paid call was sent";
  const claims = calls.filter(({ name, args }) => isWrite(name) && isDatabase(args) && args.includes("submitting"));
  for (const post of posts) {
    const claim = claims.findLast(({ ended }) => ended < post.begun);
    if (claim === undefined) return "a paid call was sent before its claim was written";
    const isSynced = calls.some(
      ({ name, args, result, begun, ended }) =>
        (name === "fsync" || name === "fdatasync") &&
        isDatabase(args) &&
        result === "0" &&
        begun > claim.ended &&
        ended < post.begun,
    );
    if (!isSynced) return "a paid call was sent while its claim was not on the disk yet";
  }
  return null;
}

function isSend(name: string): boolean {
  return ["write", "writev", "sendto", "sendmsg"].includes(name);
}

function isWrite(name: string): boolean {
  return ["write", "writev", "pwrite64", "pwritev"].includes(name);
}

/** The database's file or its write-ahead log, which is the first thing in the arguments. */
function isDatabase(args: string): boolean {
  return /^\d+<[^>]*\.sqlite(-wal)?>/.test(args);
}

function syscallsIn(trace: string): Syscall[] {
  const calls: Syscall[] = [];
  const unfinished = new Map<string, Syscall>();
  for (const [at, line] of trace.split("\n").entries()) {
    const [, pid = "", rest = ""] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    const resumed = /^<\.\.\. (\w+) resumed>.*= (-?\w+)/.exec(rest);
    if (resumed !== null) {
      const call = unfinished.get(pid);
      if (call !== undefined) calls.push({ ...call, result: resumed[2] ?? "", ended: at });
      unfinished.delete(pid);
      continue;
    }
    const half = /^(\w+)\((.*) <unfinished \.\.\.>$/.exec(rest);
    if (half !== null) {
      unfinished.set(pid, { name: half[1] ?? "", args: half[2] ?? "", result: "", begun: at, ended: at });
      continue;
    }
    const whole = /^(\w+)\((.*)\)\s+= (-?\w+)/.exec(rest);
    if (whole !== null) {
      calls.push({ name: whole[1] ?? "", args: whole[2] ?? "", result: whole[3] ?? "", begun: at, ended: at });
    }
  }
  return calls;
}
