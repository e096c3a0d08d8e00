import { Lost } from "#components/lost.tsx";
import { SiteHeader } from "#components/site-header.tsx";

export default function NotFound() {
  return (
    <div className="mx-auto max-w-300 px-4 md:px-6">
      <SiteHeader />
      <Lost />
    </div>
  );
}
