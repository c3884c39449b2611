/** The part of a page that is made from the code, between two marks. Everything else is written by hand. */
const begin = /<!-- [^\n]* made by "npm run readme"\. -->/;
const end = '<!-- Until here. -->';

/**
 * @returns the page with this part as it has to be.
 * @throws Error where the marks are gone between which it stands.
 */
export function withMadePart(page: string, part: string): string {
  const [mark = ''] = begin.exec(page) ?? [];
  const [from, to] = [page.indexOf(mark), page.indexOf(end)];
  if (mark === '' || to < from) throw new Error('The page has lost the marks around its table.');
  return `${page.slice(0, from)}${mark}\n\n${part}\n\n${page.slice(to)}`;
}
