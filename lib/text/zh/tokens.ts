/** API 令牌页面。 */
import type { TokensText } from "../en/tokens.ts";

export const tokens: TokensText = {
  title: "API 令牌",
  lead: "原本调用中转接口的脚本，只要换掉基础地址和密钥，就会改为调用这里：任务记在自己名下，计入自己的限额，视频也会保存下来。",
  baseUrl: "基础地址",
  docs: "调用方法",
  name: "令牌的用途",
  nameHint: "例如脚本的名称。",
  make: "生成令牌",
  once: "令牌只显示这一次，请现在复制。",
  secretOf: (name) => `令牌“${name}”`,
  copy: "复制令牌",
  done: "完成",
  none: "还没有令牌。",
  list: "令牌",
  made: "生成于",
  used: "上次使用",
  unused: "从未使用",
  revoke: "撤销",
  revokeName: (name) => `撤销令牌“${name}”`,
  confirm: (name) => `要撤销“${name}”吗？正在使用它的程序会立即被拒绝。`,
  cancel: "取消",
};
