/** 字段填写有误时的说明。 */
import { momentOf } from "../../format.ts";
import type { faults as english } from "../en/faults.ts";

export const faults: typeof english = {
  prompt: {
    empty: "请填写提示词",
    unsendable: "含有无法发送的字符",
    notBoth: "prompt 和 prompts 只能填一个",
    noLines: "至少要有一条提示词",
    tooManyLines: (max) => `一次最多 ${max} 条提示词`,
  },
  takes: {
    tooMany: (max) => `所有提示词合计，一次最多生成 ${max} 个视频`,
  },
  images: {
    notList: "应为图片链接的列表",
    tooMany: (max) => `最多 ${max} 张参考图`,
    notUrl: "应为链接",
    notHttp: "链接应以 http:// 或 https:// 开头",
    credentials: "链接里不能带用户名或密码",
  },
  unlisted: {
    aspect_ratio: (values) => `没有这个画面比例，可选：${values}`,
    size: (values) => `没有这个尺寸，可选：${values}`,
    model: (values) => `没有这个模型，可选：${values}`,
  },
  list: {
    status: (words) => `只能是这些状态：${words}`,
    cursor: "不是这个列表的翻页位置",
    version: "不是这个列表的版本",
    batch: "不是批次编号",
    ids: "应为任务编号，用逗号分隔",
    noIds: "至少要指定一个任务",
    tooManyIds: (max) => `最多 ${max} 个任务`,
  },
  relayId: {
    missing: "请粘贴中转返回的编号",
    spaces: "不能含有空格",
  },
  person: {
    noName: "请写下名字",
    name: "只能包含文字、数字和 . , _ @ + ' -",
    role: "必须是 member 或 admin",
    cap: "必须是整数，或留空",
  },
  share: { days: (values) => `只能是 ${values} 之一` },
  token: { noName: "请写一个名称" },
  front: { noId: "请给出任务的 id" },
  refusals: {
    wrong_token: () => "这个令牌不属于这里，或者已经撤销",
    not_shareable: () => "只有已保存、且不在回收站里的视频才能分享",
    not_signed_in: () => "请先登录",
    other_person: () => "打开此页面之后，这个浏览器里已换人登录。请先复制需要的内容，再重新加载页面",
    wrong_passcode: () => "名字和口令不匹配",
    too_many_guesses: () => "错误的口令太多了，这一个也不对。正确的口令随时可以登录",
    admins_only: () => "只有管理员可以这样做",
    not_yours: () => "只有任务的创建者或管理员可以这样做",
    name_taken: () => "这个名字已经有人用了",
    last_admin: () => "这是唯一的管理员，请先指定另一位管理员",
    cap_reached: ({ scope, limit, used, asked, resets_at, time_zone }) =>
      `${scope === "person" ? "你的每日上限" : "任务台的每日上限"}是 ${limit} 个任务：已用 ${used} 个，` +
      `这次还要 ${asked} 个。新的一天从 ${momentOf(resets_at, "zh-CN", time_zone)}（${time_zone}）开始。`,
  },
  outcome: "只能是 created 或 not_created",
  notObject: "应为由字段组成的对象",
  notText: "应为文字",
  notNumber: "应为数字",
  notWhole: "应为整数",
  notBoolean: "应为 true 或 false",
  notTrue: "填写时只能是 true",
  notList: "应为列表",
  atLeast: (min) => `最小为 ${min}`,
  atMost: (max) => `最大为 ${max}`,
  tooLong: (max) => `最多 ${max} 个字符`,
  unknownField: "这个请求没有这个字段",
  twice: "重复填写",
  intentKey: "应为 1 到 200 个可见的 ASCII 字符，不含空格",
  summary: "有些字段需要再看一下",
};
