/** Whether a file can be run as a script at all: no binary data, no syntax error for the shell that will read it. */
import type { Finding } from '../report/finding.ts';
import { Parser } from '../syntax/commands.ts';
import { parse } from '../syntax/parse.ts';
import { SyntaxProblem, wording } from '../syntax/syntax-problem.ts';

export type ScriptShell = 'dash' | 'busybox' | 'bash';

/** What is wrong with the script, in the words of that shell; empty when nothing is. `content` is bytes. */
export function checkScript(file: string, content: string, shell: ScriptShell): Finding[] {
  const nul = content.indexOf('\0');
  if (nul >= 0) {
    return [
      {
        severity: 'error',
        file,
        ...placeOf(content, nul),
        message: `this is binary data (a NUL byte at offset ${nul}), expected a shell script`,
      },
    ];
  }
  const problem = firstProblem(content, shell);
  if (!problem) return [];
  const finding: Finding = {
    severity: 'error',
    file,
    ...placeOfProblem(content, problem),
    message: `${shell}: ${wording(problem, shell).join('; ')}`,
    remedy: `Try it with: ${shell === 'busybox' ? 'busybox sh' : shell} -n ${file}`,
  };
  sources.set(finding, { content, shell });
  return [finding];
}

/** The scripts behind findings, for a second opinion. */
const sources = new WeakMap<Finding, { readonly content: string; readonly shell: ScriptShell }>();

/** Texts up to this size are read as the run will read them, which then has the tree already; of bigger ones no tree is kept. */
const MAX_KEPT_BYTES = 2 ** 20;

function firstProblem(content: string, shell: ScriptShell): SyntaxProblem | undefined {
  if (content.length <= MAX_KEPT_BYTES) return parse(content, shell).problem;
  const parser = new Parser(content, shell);
  try {
    while (parser.next());
  } catch (problem) {
    if (problem instanceof SyntaxProblem) return problem;
    throw problem;
  }
  return undefined;
}

/**
 * The same findings; those about a script's syntax say in the remedy where mvdan/sh sees the mistake, which often names the line that was
 * meant to be closed instead of the end of the file. Loads its WebAssembly only when there is something to say.
 */
export async function withSecondOpinions(findings: readonly Finding[]): Promise<Finding[]> {
  return Promise.all(
    findings.map(async (finding) => {
      const source = sources.get(finding);
      if (!source || source.content.length > MAX_KEPT_BYTES) return finding;
      const opinion = await secondOpinion(source.content, source.shell);
      return opinion === undefined ? finding : { ...finding, remedy: `${opinion} ${finding.remedy ?? ''}`.trim() };
    }),
  );
}

async function secondOpinion(content: string, shell: ScriptShell): Promise<string | undefined> {
  const { parse: parseWithMvdan, ParseError, LangVariant } = await import('sh-syntax');
  try {
    await parseWithMvdan(new TextDecoder().decode(Uint8Array.from(content, (c) => c.charCodeAt(0))), {
      variant: shell === 'bash' ? LangVariant.LangBash : LangVariant.LangPOSIX,
    });
  } catch (error) {
    if (error instanceof ParseError && error.Text)
      return `${error.Pos ? `Line ${error.Pos.Line}, column ${error.Pos.Col}: ` : ''}${error.Text}.`;
    // What belongs to another shell comes as a plain error, `LINE:COLUMN: TEXT`.
    const [, line, column, text] = /^(\d+):(\d+): (.*)$/s.exec(error instanceof Error ? error.message : '') ?? [];
    return text === undefined ? undefined : `Line ${line}, column ${column}: ${text}.`;
  }
  return undefined;
}

function placeOf(content: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let at = content.indexOf('\n'); at >= 0 && at < offset; at = content.indexOf('\n', at + 1)) {
    line++;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}

/** The line is the one that the shell names; the column is where it stopped, if that is on this line. */
function placeOfProblem(content: string, problem: SyntaxProblem): { line: number; column: number } {
  const place = placeOf(content, problem.offset);
  return place.line === problem.line ? place : { line: problem.line, column: 1 };
}
