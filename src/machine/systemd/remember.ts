/** Answers that depend on a text alone, kept between rehearsals: the same unit files are read again and again. */

const MOST_TEXTS = 20_000;

/** The same function, asked once for each text; what it gives must not be changed. It forgets everything when there are too many texts. */
export function remembered<T>(ask: (text: string) => T): (text: string) => T {
  const answers = new Map<string, { readonly answer: T }>();
  return (text) => {
    const known = answers.get(text);
    if (known) return known.answer;
    const answer = ask(text);
    if (answers.size >= MOST_TEXTS) answers.clear();
    answers.set(text, { answer });
    return answer;
  };
}
