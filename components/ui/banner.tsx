import type { ReactNode } from "react";

const tones = {
  accent: "border-accent bg-accent-soft",
  warn: "border-warn bg-warn-soft",
  danger: "border-danger bg-danger-soft",
  plain: "border-line bg-surface",
};

interface BannerProps {
  tone: keyof typeof tones;
  icon?: ReactNode;
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
  /** `alert` interrupts a listener, `status` waits for a pause; without a role the banner is only to be read. */
  role?: "alert" | "status";
}

export function Banner({ tone, icon, title, children, action, role }: BannerProps) {
  return (
    <div role={role} className={`flex flex-wrap items-start gap-x-3 gap-y-2 rounded border px-4 py-3 ${tones[tone]}`}>
      {icon}
      <div className="min-w-0 flex-1 basis-56 wrap-anywhere">
        {title === undefined ? null : <p className="font-semibold">{title}</p>}
        {children}
      </div>
      {action}
    </div>
  );
}
