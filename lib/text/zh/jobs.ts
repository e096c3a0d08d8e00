/** 任务列表，以及正在送往列表的提交。 */
import type { jobs as english } from "../en/jobs.ts";

export const jobs: typeof english = {
  outbox: {
    sending: "正在送到任务台…",
    unanswered: "还没有应答",
    unansweredHelp: "任务台可能收到了，也可能没有。再发一次是安全的：仍然只算一次扣费。",
    resend: "再发一次",
    discard: "放弃",
  },
  jobs: {
    title: "任务",
    loading: "正在读取任务…",
    search: "搜索",
    filter: "显示",
    groups: { all: "全部", moving: "进行中", ready: "可观看", attention: "需要处理" },
    more: "加载更多",
    loadingMore: "正在加载…",
    shown: (shown, total) => `${shown} / ${total}`,
    emptyTitle: "视频会挂在这里",
    emptyBody: "描述一个瞬间，选好画幅，按下“生成”。一条视频通常需要 1 到 3 分钟。",
    emptySamples: "或者从下面的例子开始",
    samples: [
      "一只鲸鱼大小的猫在黎明时分飘过沉睡的城市，缓慢的航拍镜头",
      "墨水在清水中散开的微距画面，逆光，镜头缓缓上升",
      "一只纸船顺着老街的雨水沟漂流，低角度跟拍，暖色光线",
    ],
    nothingFound: "没有符合条件的任务。",
    showAll: "显示全部任务",
    unreachable: "任务台没有应答。看到的内容可能已经过时；正在继续尝试。",
    runningInTitle: (count) => `(${count})`,
    moved: (count) => `${count} 个任务有了进展。`,
  },
};
