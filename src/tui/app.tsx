/** The Ink side: keys come in, frames go out, and between them the session gets time to prepare. */
import { Box, Text, useApp, useStdin } from 'ink';
import { type ReactNode, useEffect, useReducer, useState } from 'react';
import type { Driven } from './driven.ts';
import { keyNames } from './keypress.ts';
import type { Size } from './scene.ts';
import { ansi, type Theme } from './theme.ts';

export interface AppProps {
  readonly driven: Driven;
  readonly theme: Theme;
  /** The terminal, for its size. */
  readonly terminal: {
    readonly columns: number;
    readonly rows: number;
    on(event: 'resize', listener: () => void): unknown;
    off(event: 'resize', listener: () => void): unknown;
  };
}

/** A slice of background work, and the pause after it in which keys are read. */
const SLICE_MS = 8;
const PAUSE_MS = 2;

export function App({ driven, theme, terminal }: AppProps): ReactNode {
  const [drawn, redraw] = useReducer((count: number) => count + 1, 0);
  const [size, setSize] = useState<Size>({ columns: terminal.columns, rows: terminal.rows });
  useEffect(() => {
    const resized = () => setSize({ columns: terminal.columns, rows: terminal.rows });
    terminal.on('resize', resized);
    return () => void terminal.off('resize', resized);
  }, [terminal]);
  useKeys(driven, redraw);
  useIdle(driven, drawn, redraw);
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows}>
      {driven.frame(size).map((line, row) => (
        // Rows of a screen have no other identity than their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Text key={row} wrap="truncate-end">
          {ansi(line, theme) || ' '}
        </Text>
      ))}
    </Box>
  );
}

function useKeys(driven: Driven, redraw: () => void): void {
  // Ink's useInput has no names for function keys; the sequences that it reads come from here.
  const { setRawMode, internal_eventEmitter: input } = useStdin();
  const { exit } = useApp();
  useEffect(() => {
    setRawMode(true);
    const pressed = (chunk: string) => {
      try {
        for (const key of keyNames(chunk)) if (!driven.ended) driven.press(key);
      } catch (error) {
        // Out here Node would print it on a screen that is about to go.
        exit(error as Error);
        return;
      }
      if (driven.ended) exit();
      else redraw();
    };
    input.on('input', pressed);
    return () => {
      input.off('input', pressed);
      setRawMode(false);
    };
  }, [driven, exit, input, redraw, setRawMode]);
}

/** After each key, as long as there is something left to do. */
function useIdle(driven: Driven, drawn: number, redraw: () => void): void {
  // A key may have made new work.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    let timer: NodeJS.Timeout | undefined;
    const work = () => {
      const until = performance.now() + SLICE_MS;
      const more = driven.idle(() => performance.now() < until);
      if (more === 'seen') redraw();
      if (more !== false) timer = setTimeout(work, PAUSE_MS);
    };
    timer = setTimeout(work, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [driven, drawn, redraw]);
}
