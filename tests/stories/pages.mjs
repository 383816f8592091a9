// Every page a demo account can reach by following links, a few of each kind: what the tests of all pages walk over.
import { demoPassword } from "./office.mjs";
import { Visitor } from "./visitor.mjs";

const idPattern = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** /people/0198… and /people/0199… are one kind of page; so are pages of a list. */
export const kindOf = (address) => address.split("#")[0].replace(idPattern, "{id}").replace(/([?&](after|page|cursor)=)[^&]*/g, "$1…");

/** Signs in (null: a stranger) and follows links; `each` kind of page is opened at most `perKind` times, `most` in all. */
export async function walk(office, email, { perKind = 2, most = 150, language = "bg" } = {}) {
  const visitor = new Visitor(office.address, { language });
  if (email) await visitor.signIn(email, demoPassword);
  const seen = new Set();
  const opened = new Map();
  const answers = [];
  const waiting = ["/", "/services", "/follow", "/apply", "/sign-in", ...(email ? ["/desk", "/people", "/referrals", "/overview", "/overdue", "/account", "/overview.csv", "/provider/services", "/editor"] : [])];
  while (waiting.length && answers.length < most) {
    const address = waiting.shift();
    if (seen.has(address)) continue;
    seen.add(address);
    const kind = kindOf(address);
    if ((opened.get(kind) ?? 0) >= perKind) continue;
    opened.set(kind, (opened.get(kind) ?? 0) + 1);
    const answer = await visitor.get(address);
    answers.push(answer);
    if (!/html/.test(answer.headers["content-type"] ?? "")) continue;
    for (const link of answer.links) {
      if (link.startsWith("/") && !link.startsWith("//") && !/^\/(assets\/|language\/|leave$)/.test(link)) waiting.push(link.split("#")[0]);
    }
  }
  return { visitor, answers };
}
