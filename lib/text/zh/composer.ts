/** 表单。 */
import type { composer as english } from "../en/composer.ts";

export const composer: typeof english = {
  composer: {
    title: "新视频",
    prompt: "提示词",
    promptHint: "画面里有什么，怎样运动？",
    count: (length, max) => `${length} / ${max}`,
    countSpoken: (length, max) => `${length} 个字符，最多 ${max} 个`,
    aspectRatio: "画面比例",
    size: "尺寸",
    references: "参考图",
    reference: (position) => `参考图 ${position}`,
    referenceHint: "https://…",
    addReference: "添加参考图",
    moveUp: (position) => `上移参考图 ${position}`,
    moveDown: (position) => `下移参考图 ${position}`,
    remove: (position) => `移除参考图 ${position}`,
    referencesFull: (max) => `中转最多接受 ${max} 张图片。`,
    ratioFollows: "有参考图时，视频比例以图片为准，上面的选择不起作用。",
    takes: "条数",
    takesHint: (max) => `1 到 ${max} 条。每一条都是单独的视频，单独计费。`,
    submit: "生成",
    shortcut: "Ctrl 或 ⌘ + Enter",
    sent: (count) =>
      count === 1 ? "已发送。再按一次会再生成一条。" : `已发送 ${count} 个任务。再按一次会再生成一批。`,
    sending: "正在发送…",
    invalid: (count) => `有 ${count} 处需要再看一下。`,
    unanswered: "没有收到应答。可以放心再按一次“生成”：同一次提交绝不会重复扣费。",
    refused: (reason) => `没有发送：${reason}`,
  },
};
