/** 任务一生中要说的话。七个状态词只作为状态出现，不进入别的句子。 */
import type * as english from "../en/life.ts";

export const statuses: typeof english.statuses = {
  queued: "排队中",
  submitting: "提交中",
  running: "生成中",
  succeeded: "已完成",
  failed: "失败",
  unknown: "结果未知",
  canceled: "已取消",
};

export const announcements: typeof english.announcements = {
  queued: "等待轮到",
  submitting: "正在送往中转",
  running: "正在制作",
  succeeded: "视频做好了",
  failed: "没有做出视频",
  unknown: "不知道结果如何",
  canceled: "已收回",
};

export const charged: typeof english.charged = {
  no: "未扣费。",
  yes: "已扣费。",
  unknown: "没有人知道是否扣费；请查看中转的控制台。",
};

export const waiting: typeof english.waiting = {
  busy: "中转繁忙，稍后会自动重发；没有产生费用。",
  unreachable: "无法连接中转，稍后会自动重发；没有产生费用。",
  account: "与其他任务一起暂缓，等待中转账户恢复正常。没有产生费用。",
  interrupted: "发送前一刻被拦下，稍后会自动发送；没有产生费用。",
};

export const media: typeof english.media = {
  none: "没有视频",
  pending: "视频已就绪，接下来保存到这里。",
  saving: "正在保存视频…",
  expired: "中转给出的链接在保存之前就过期了。“再查一次”会索取新的链接。",
  failed: "视频已经做好，但没能保存到这里。“再查一次”会再试一遍，不收费。",
  removed: "视频已按本任务台的设置移除，无法再次取得。",
};

export const events: typeof english.events = {
  queued: () => "Clipdesk 已接受并记录，尚未发送。",
  submitting: () => "开始向中转发出付费调用。",
  deferred: () => "这次没有被接受，放回队列。未扣费。",
  accepted: () => "中转已接受，并给出了任务 ID。",
  relay_status: () => "中转报告了新的状态。",
  succeeded: () => "中转做好了视频。",
  failed: () => "结束，没有视频。",
  unknown: () => "响应丢失：没有人知道是否已经创建。",
  canceled: () => "在发送之前收回。",
  checked: () => "再次向中转查询。",
  resolved: () => "由人了结了未知的结果。",
  video_saved: () => "视频已保存到这里。",
  video_delayed: () => "视频暂时没有保存成功，会再次尝试。",
  video_expired: () => "视频保存之前，中转的链接过期了。",
  video_failed: () => "视频无法保存。",
  video_removed: () => "视频已按本任务台的设置移除。",
  trashed: () => "移到回收站。",
  restored: () => "从回收站恢复。",
};
