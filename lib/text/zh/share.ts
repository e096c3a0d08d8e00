/** 单个视频的分享链接。 */
import type { SharePageText, ShareText } from "../en/share.ts";

export const sharePage: SharePageText = {
  lang: "zh-CN",
  video: "视频",
  gone: "这个链接没有对应的视频",
  goneHint: "链接可能已到期、已收回，或者没有复制完整。请向发送者索要新的链接。",
};

export const share: ShareText = {
  title: "分享这个视频",
  lead: "拿到链接的人无需登录，就能看到提示词和视频；看不到这里的其他内容。",
  days: "链接有效期",
  dayCount: (days) => `${days} 天`,
  make: "生成链接",
  once: "链接只显示这一次，请现在复制。",
  link: "链接",
  copy: "复制链接",
  links: "这个视频的链接",
  none: "目前没有链接。",
  made: "生成于",
  by: (person) => `· ${person}`,
  until: "有效期至",
  revoke: "收回链接",
  revoked: "链接已失效。",
};
