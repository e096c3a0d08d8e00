/** 任务结束时发给聊天群的话。 */
import type { webhook as english } from "../en/webhook.ts";

export const webhook: typeof english = {
  ends: {
    queued: "等待中：",
    submitting: "正在提交：",
    running: "中转处理中：",
    succeeded: "视频已完成：",
    failed: "视频失败：",
    unknown: "无法确定是否已生成，请人工确认：",
    canceled: "已取消：",
  },
};
