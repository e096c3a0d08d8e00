/** 登录、退出，以及当前是谁。 */
import type { people as english } from "../en/people.ts";

export const people: typeof english = {
  people: {
    signIn: {
      title: "登录",
      lead: "名字和口令由任务台的管理者提供。",
      name: "名字",
      passcode: "口令",
      passcodeHint: "不分大小写，连字符可以省略。",
      submit: "登录",
      byProxy: "这里通过组织的统一登录进入，但它没有说明访问者是谁。请从平时的地址打开任务台。",
      faults: {
        wrong_passcode: "名字和口令不匹配。",
        too_many_guesses: "错误的口令太多了，这一个也不对。正确的口令随时可以登录。",
        other: "内容无法读取，请再试一次。",
      },
    },
    account: {
      title: "我的账户",
      today: (jobs, cap) => (cap === null ? `今天 ${jobs} 个任务，没有单独上限` : `今天 ${jobs} / ${cap} 个任务`),
      sessions: "登录位置",
      since: "登录于",
      here: "当前浏览器",
      used: "最近使用",
      signOutEverywhere: "退出所有登录",
      passcode: "口令",
      present: "现在的口令",
      renew: "换一个新口令",
      renewHint: "现在的口令和其他登录都会失效。",
      renewed: "新口令",
      once: "只显示这一次，请保存到存放密码的地方。",
    },
    menu: (name) => `已登录：${name}`,
    nobody: "管理与令牌",
    admin: "管理",
    tokens: "API 令牌",
    status: "运行状态",
    signOut: "退出登录",
    by: "创建者",
    byEverybody: "所有人",
    you: (name) => `${name}（我）`,
  },
};
