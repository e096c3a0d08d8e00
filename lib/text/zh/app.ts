/** 每个页面共有的话。 */
import type { app as english } from "../en/app.ts";

export const app: typeof english = {
  locale: "zh-CN",
  name: "Clipdesk",
  tagline: "AI 视频任务台：一次点击最多扣费一次，每个成片都会保存下来。",
  units: { seconds: "秒", minutes: "分钟", hours: "小时", days: "天" },

  skipToJobs: "跳到任务列表",
  demo: {
    title: "演示模式",
    body: "没有设置中转密钥：只返回示例片段，不会产生任何费用。",
    ephemeral:
      "这里的数据不会长期保存：平台结束进程后，任务和视频都会消失。设置 DATABASE_URL 和 MEDIA_URL 后才会保留。",
    words: "试试其他结局",
    wordsHelp: "在提示词里写下这些词，可以看到其他结局：",
    effects: {
      "#slow": "大约需要一分半钟",
      "#failed": "运行一段时间后失败，并给出中转的原话",
      "#refused": "在生成之前就被中转的内容审核拒绝",
      "#busy": "先两次遇到中转繁忙，然后运行",
      "#account": "遇到余额不足的账户：所有提交暂停，直到手动恢复",
      "#lost": "任务已被接受，但响应丢失：没有人知道是否已扣费",
      "#expired": "已经完成，但视频链接已过期",
    },
  },
  toasts: "消息",
  copying: { copy: "复制", copied: "已复制", notCopied: "这里不允许复制" },
  dispatch: {
    pause: "暂停提交",
    resume: "恢复",
    paused: {
      operator: "提交已暂停",
      account: "提交已暂停：中转账户需要处理",
      breaker: "提交已暂停：中转连续给出了异常响应",
    },
    pausedBody: "新任务会保存下来等待；已经交给中转的任务照常进行。",
    until: (rest) => `${rest}后会自动恢复；届时先用一次调用确认中转是否正常。`,
    words: "中转的原话：",
    since: (age) => `已持续 ${age}。`,
    sinceNow: "刚刚开始。",
    trouble: "无法连接中转",
    troubleBody: "任务已保存并在等待；中转恢复响应后会自动发送。",
  },
  problems: {
    unreachable: "服务器没有响应",
    badReply: "无法读取服务器的响应",
    unreachablePart: "页面的这一部分没有加载成功：服务器没有响应，请稍后再试。",
  },
  notFound: {
    title: "这里什么也没有",
    body: "这个任务可能属于另一个任务台，或者地址不完整。",
  },
};
