// Templates found by what somebody calls them: by title first, then by their other names, then by what they are for.
import type { TemplateInfo } from "./core/model.ts";
import { fold } from "./form/vietnamese.ts";
import { OTHER_NAMES, SHORT } from "./names.ts";

/** How well a template fits, the best first; templates that fit no better than `Said` are only spoken of. */
enum Fit {
  IsTitle,
  BeginsTitle,
  InTitle,
  IsName,
  InName,
  WordsOfTitle,
  Said,
  None,
}

/** What is searched of a template, folded once and not with every key. */
export interface Searched {
  template: TemplateInfo;
  titles: string[];
  names: string[];
  all: string;
}

export function searched(templates: TemplateInfo[]): Searched[] {
  return templates.map((template) => {
    const { id, title, title_en, description, description_en, group, group_en, kind } = template;
    const names = [...(OTHER_NAMES[id] ?? []), kind ?? ""].filter(Boolean).map(plain);
    const titles = [title, title_en].map(plain);
    const about = [description, description_en, group, group_en].map(plain);
    return { template, titles, names, all: [...titles, ...names, ...about].join(" ") };
  });
}

/** Those that fit, the best first and else in the order of the list; all of them when nothing is asked. */
export function search(among: Searched[], query: string): TemplateInfo[] {
  const asked = plain(query);
  if (asked === "") return among.map(({ template }) => template);
  const ways = [asked, inFull(asked)];
  const fits = among.map((one) => ({ one, fit: Math.min(...ways.map((way) => fit(one, way))) }));
  const found = fits.filter(({ fit }) => fit !== Fit.None);
  const length = ({ titles }: Searched) => titles[0]?.length ?? 0;
  // Of those whose title or name fits alike, the shortest says nothing else.
  found.sort((a, b) => a.fit - b.fit || (a.fit < Fit.Said ? length(a.one) - length(b.one) : 0));
  return found.map(({ one }) => one.template);
}

/** Where nothing fits: those that have most of the words, and more than half of them. */
export function nearly(among: Searched[], query: string): TemplateInfo[] {
  const words = plain(query).split(" ").filter(Boolean);
  const had = among.map(({ template, titles, names }) => {
    const said = [...titles, ...names].map((text) => ` ${text}`).join(" ");
    return { template, n: words.filter((word) => said.includes(` ${word}`)).length };
  });
  const most = Math.max(0, ...had.map(({ n }) => n));
  return most * 2 < words.length ? [] : had.filter(({ n }) => n > 0 && n === most).map(({ template }) => template);
}

function fit({ titles, names, all }: Searched, asked: string): Fit {
  if (titles.includes(asked)) return Fit.IsTitle;
  if (titles.some((title) => title.startsWith(asked))) return Fit.BeginsTitle;
  if (titles.some((title) => ` ${title}`.includes(` ${asked}`))) return Fit.InTitle;
  if (names.includes(asked)) return Fit.IsName;
  if (names.some((name) => ` ${name}`.includes(` ${asked}`))) return Fit.InName;
  const words = asked.split(" ");
  if (titles.some((title) => words.every((word) => ` ${title}`.includes(` ${word}`)))) return Fit.WordsOfTitle;
  return words.every((word) => all.includes(word)) ? Fit.Said : Fit.None;
}

/** Letters and figures alone, without marks. */
function plain(text: string): string {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join(" ");
}

/** With what offices write short written out. */
function inFull(asked: string): string {
  return asked
    .split(" ")
    .map((word) => plain(SHORT[word] ?? word))
    .join(" ");
}
