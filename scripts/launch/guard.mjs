/**
 * Preloaded into the server's process. The launcher holds the other end of the channel: when it is gone, however it
 * went, the server goes at once, because one that nobody sees would keep the port and the data folder. SIGKILL, so that
 * this is the crash that the jobs are proof against and not a half-done stop.
 */
import { isMainThread } from "node:worker_threads";

if (isMainThread && process.channel) process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
