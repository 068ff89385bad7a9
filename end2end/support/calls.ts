// The server function of the questionnaire, called as its islands call it: from what the page gives to them.

type Place = { body: string; assessment: string; domain: string; typed_by: string };
type Props = { place?: Place; practice?: string; version?: number; was?: string };

/** A card, and where it is. */
export type Card = { place: Place; practice: string; version: number; was: string };

function unescape(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&#x27;", "'").replaceAll("&amp;", "&");
}

/** The cards of a domain's questionnaire. */
export function cardsOf(html: string): Card[] {
  const given = [...html.matchAll(/ data-props="([^"]*)"/g)].map(([, props]) => JSON.parse(unescape(props)) as Props);
  const place = given.find((props) => props.place)?.place;
  if (!place) return [];
  return given.flatMap(({ practice, version, was }) => (practice === undefined ? [] : [{ place, practice, version: version ?? 0, was: was ?? "" }]));
}

/** The page on which a card stands. */
export function pathOf({ place }: Card): string {
  return `/assess/${place.body}/${place.assessment}/${place.domain}`;
}

/** Saves a card. */
export async function saveCard(origin: string, cookie: string, { place, ...card }: Card, fields: { answer: string; note?: string; evidence?: string }): Promise<Response> {
  return fetch(`${origin}/answers/save`, {
    method: "POST",
    headers: { cookie, origin, "content-type": "application/json" },
    body: JSON.stringify({ place, card: { ticks: "", is_still_true: false, note: "", evidence: "none", reason: "", ...card, ...fields } }),
  });
}
