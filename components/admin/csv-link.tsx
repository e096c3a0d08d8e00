export function CsvLink({ href, words }: { href: string; words: string }) {
  return (
    <a href={href} download className="touch inline-flex items-center text-sm underline">
      {words}
    </a>
  );
}
