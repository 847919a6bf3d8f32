/** The name of a unit made from a path by hand. */
import { flowOf } from '../flow/analyse.ts';
import { described, flowTo } from '../flow/show.ts';
import type { Sink } from '../flow/sinks.ts';
import { stepsOf } from '../flow/trail.ts';
import { isName, type Name, type Piece, type Text } from '../flow/value.ts';
import type { FlowStep, Rule } from '../rule.ts';

export const unitNameEscape: Rule = {
  id: 'unit-name-escape',
  severity: 'warning',
  group: 'names',
  problem: 'the name of a unit is made from a path by replacing slashes only',
  remedy: 'Use systemd-escape --path --suffix=device, or dev_unit_name of dracut-lib.sh.',
  why:
    'systemd writes - for a slash and \\x2d for a dash, and other characters in the same way. A unit name made by hand is right until the path has a dash: ' +
    'dev-disk-by-label-KEYS.device is the device /dev/disk/by/label/KEYS, which never comes (dracut-ng commit 89d5f2cb).',
  bad: [
    { text: 'd=/dev/disk/by-label/KEYS\nsystemctl start "$(echo "${d#/}" | tr / -).device"\n', lines: [2] },
    {
      text: 'd=$(zfs get -Ho value encryptionroot rpool)\nsystemctl start "zfs-load-key@$(echo "$d" | sed s,/,-,g).service"\n',
      lines: [2],
    },
  ],
  good: [
    { text: 'd=/dev/disk/by-label/KEYS\nsystemctl start "$(systemd-escape --path --suffix=device "$d")"\n' },
    { text: 'systemctl start zfs-import.target\n' },
    { text: 'd=$(getarg rd.key=)\nsystemctl start "$(dev_unit_name "$d").device"\n' },
  ],
  project(project, report) {
    const seen = new Set<string>();
    for (const sink of flowOf(project).sinks) {
      const piece = offending(sink);
      const key = `${sink.file.name}:${sink.at.start}`;
      if (!piece || seen.has(key)) continue;
      seen.add(key);
      report({
        file: sink.file,
        at: sink.at,
        ...(isName(piece)
          ? { message: `${described(piece)} becomes part of a unit's name by replacing its slashes only` }
          : {}),
        flow: flowOfPiece(piece, sink),
      });
    }
  },
};

const flowOfPiece = (piece: Name | Text, sink: Sink): readonly FlowStep[] =>
  isName(piece)
    ? flowTo(piece, sink, 'made part of a unit name')
    : [...(piece.replaced ? stepsOf(piece.replaced) : []), { file: sink.file, at: sink.at, text: 'made a unit name' }];

const UNIT = /\.(?:device|mount|automount|swap|service|socket|target)(?:\.(?:d|wants|requires)(?:\/.*)?)?$/;

function offending(sink: Sink): Name | Text | undefined {
  if (sink.expects !== 'unit' && sink.expects !== 'new-file' && sink.expects !== 'path') return undefined;
  for (const { pieces } of sink.value.shapes) {
    const last = pieces.at(-1);
    if (!last || isName(last) || !UNIT.test(last.text)) continue;
    if (sink.expects !== 'unit' && !startsInSystemd(pieces)) continue;
    for (const piece of pieces) {
      if (!isName(piece)) {
        if (piece.replaced) return piece;
      } else if (piece.separator === '-' && piece.origin.source !== 'unknown') return piece;
    }
  }
  return undefined;
}

const startsInSystemd = ([first]: readonly Piece[]): boolean =>
  first !== undefined && !isName(first) && /^\/(?:run|etc|usr\/lib)\/systemd\//.test(first.text);
