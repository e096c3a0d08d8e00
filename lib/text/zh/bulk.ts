/** 批量操作、未得到应答的重试和通知：随使用它们的部分一起读取。 */
import type { bulk as english } from "../en/bulk.ts";

export const bulk: typeof english = {
  selection: {
    title: "所选任务",
    selected: (count) => `已选 ${count} 个`,
    all: (count) => `全选已加载的 ${count} 个`,
    clear: "取消选择",
    download: (count) => `下载 ${count} 个`,
    downloadLimit: (max) => `一个压缩包最多 ${max} 个视频。`,
    retry: (count) => `重试 ${count} 个（${count} 次付费调用）`,
    trash: (count) => `将 ${count} 个移到回收站`,
    restore: (count) => `恢复 ${count} 个`,
    compare: (count) => `比较 ${count} 个`,
    trashed: (count) => `${count} 个任务已移到回收站，没有销毁任何内容。`,
    restored: (count) => `已恢复 ${count} 个任务。`,
    retried: (count) => `${count} 个已作为新任务发送。`,
    notDone: (count, reason) => `${count} 个没有成功：${reason}`,
  },
  retries: {
    unanswered: (count) => `${count} 次重试已发出，但没有收到响应。`,
    help: "任务台可能收到了，也可能没有。再发一次是安全的：每个仍然只扣费一次。",
    again: (count) => `再发 ${count} 次`,
    forget: "放弃",
  },
  notices: {
    offer: "结束时通知",
    on: "通知已开启",
    off: "通知已关闭",
    granted: "查看其他页面时，任务结束会发出通知。",
    denied: "浏览器不允许在这里发出通知。标签页标题仍会显示进行中的数量。",
  },
};
