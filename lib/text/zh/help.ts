/** 页眉上的开关，以及给新来者的帮助。 */
import type { help as english } from "../en/help.ts";

export const help: typeof english = {
  header: {
    theme: (chosen) => `主题：${chosen}`,
    themes: { system: "跟随系统", light: "浅色", dark: "深色" },
  },
  help: {
    open: "帮助",
    title: "帮助",
    thingsTitle: "三件容易意外的事",
    things: [
      {
        title: "按下“生成”就会计费",
        body: "每一条视频都是一次付费调用。一次按下最多扣费一次，无论点击多少下、刷新页面还是断网。",
      },
      {
        title: "画面形状以图片为准",
        body: "有参考图时，视频采用图片的形状；只有没有参考图时，所选的画面比例才起作用。",
      },
      {
        title: "没有响应不等于没有做",
        body: "付费调用的响应丢失时，视频仍可能已经存在。Clipdesk 绝不会自动重发这样的任务：先查看，再决定。",
      },
    ],
    gotIt: "知道了",
    foundAgain: "点击顶部的问号，可以随时再看。",
    keysTitle: "快捷键",
    keysOn: "启用这些快捷键",
    keysWhen: "输入文字、播放视频或打开对话框时，快捷键不起作用。",
    keys: {
      search: "搜索任务",
      compose: "写新的提示词",
      walk: "在任务之间移动",
      play: "播放或暂停视频",
      open: "放大查看",
      star: "加星或取消星标",
      select: "选择任务",
      trash: "把任务移到回收站",
      clear: "清除选择",
      help: "打开本帮助",
    },
    submit: "写提示词时直接生成",
    keyNames: {
      " ": "空格",
      Enter: "Enter",
      Delete: "Delete",
      Backspace: "Backspace",
      Escape: "Esc",
      ArrowLeft: "←",
      ArrowRight: "→",
      ArrowUp: "↑",
      ArrowDown: "↓",
    },
  },
};
