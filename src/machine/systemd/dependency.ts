/** The kinds of dependencies between units, each with the kind that the other side has. */

const PAIRS = [
  ['Requires', 'RequiredBy'],
  ['Requisite', 'RequisiteOf'],
  ['Wants', 'WantedBy'],
  ['BindsTo', 'BoundBy'],
  ['PartOf', 'ConsistsOf'],
  ['Upholds', 'UpheldBy'],
  ['Conflicts', 'ConflictedBy'],
  ['Before', 'After'],
  ['OnSuccess', 'OnSuccessOf'],
  ['OnFailure', 'OnFailureOf'],
  ['Triggers', 'TriggeredBy'],
  ['PropagatesReloadTo', 'ReloadPropagatedFrom'],
  ['PropagatesStopTo', 'StopPropagatedFrom'],
  ['JoinsNamespaceOf', 'JoinsNamespaceOf'],
] as const;

export type Dependency = (typeof PAIRS)[number][number];

const INVERSE = new Map<Dependency, Dependency>(
  PAIRS.flatMap(([a, b]) => [
    [a, b],
    [b, a],
  ]),
);

export const inverse = (dependency: Dependency): Dependency => INVERSE.get(dependency)!;

/** Keys of the [Unit] section that make dependencies. `BindTo` and the like are old spellings. */
export const DEPENDENCY_KEYS: ReadonlyMap<string, Dependency> = new Map<string, Dependency>([
  ['Requires', 'Requires'],
  ['Requisite', 'Requisite'],
  ['Wants', 'Wants'],
  ['BindsTo', 'BindsTo'],
  ['PartOf', 'PartOf'],
  ['Upholds', 'Upholds'],
  ['Conflicts', 'Conflicts'],
  ['Before', 'Before'],
  ['After', 'After'],
  ['OnSuccess', 'OnSuccess'],
  ['OnFailure', 'OnFailure'],
  ['PropagatesReloadTo', 'PropagatesReloadTo'],
  ['PropagateReloadTo', 'PropagatesReloadTo'],
  ['ReloadPropagatedFrom', 'ReloadPropagatedFrom'],
  ['PropagateReloadFrom', 'ReloadPropagatedFrom'],
  ['PropagatesStopTo', 'PropagatesStopTo'],
  ['StopPropagatedFrom', 'StopPropagatedFrom'],
  ['JoinsNamespaceOf', 'JoinsNamespaceOf'],
]);

/** Units whose start fails with this one's. */
export const FAIL_WITH_START = ['RequiredBy', 'RequisiteOf', 'BoundBy'] as const;
/** Units that are stopped with this one. */
export const STOPPED_WITH = ['RequiredBy', 'BoundBy', 'ConsistsOf', 'PropagatesStopTo'] as const;
