import type { CheckpointPadding, Finding, Fix, RelatedPlace } from './finding.ts';

/** The parts of a finding that cost something and are made when somebody asks for them. */
export interface Deferred {
  readonly related?: () => readonly RelatedPlace[];
  readonly fixes?: () => readonly Fix[];
  readonly checkpointPadding?: () => CheckpointPadding | undefined;
}

/** A finding; most are shown without anyone looking at their fixes, so these are made once, at the first look. */
export function findingOf(known: Omit<Finding, keyof Deferred>, deferred: Deferred): Finding {
  return new DeferredFinding(known, deferred);
}

/** The same finding with another severity; copying it is no look at its fixes. */
export function withSeverity(finding: Finding, severity: Finding['severity']): Finding {
  const deferred: Deferred = {
    related: () => finding.related,
    fixes: () => finding.fixes,
    checkpointPadding: () => finding.checkpointPadding,
  };
  return new DeferredFinding(finding, deferred, severity);
}

class DeferredFinding implements Finding {
  readonly rule: Finding['rule'];
  readonly severity: Finding['severity'];
  readonly confidence: Finding['confidence'];
  readonly message: Finding['message'];
  readonly path: Finding['path'];
  readonly span: Finding['span'];
  readonly engine: Finding['engine'];
  readonly engineVersion: Finding['engineVersion'];
  readonly model: Finding['model'];
  readonly tensorParallelSize: Finding['tensorParallelSize'];
  readonly validTensorParallelSizes: Finding['validTensorParallelSizes'];
  private places: readonly RelatedPlace[] | undefined;
  private mended: readonly Fix[] | undefined;

  constructor(
    known: Omit<Finding, keyof Deferred>,
    private readonly deferred: Deferred,
    severity = known.severity,
  ) {
    this.rule = known.rule;
    this.severity = severity;
    this.confidence = known.confidence;
    this.message = known.message;
    this.path = known.path;
    this.span = known.span;
    this.engine = known.engine;
    this.engineVersion = known.engineVersion;
    this.model = known.model;
    this.tensorParallelSize = known.tensorParallelSize;
    this.validTensorParallelSizes = known.validTensorParallelSizes;
  }

  get related(): readonly RelatedPlace[] {
    this.places ??= this.deferred.related?.() ?? [];
    return this.places;
  }

  get checkpointPadding(): CheckpointPadding | undefined {
    return this.deferred.checkpointPadding?.();
  }

  get fixes(): readonly Fix[] {
    this.mended ??= this.deferred.fixes?.() ?? [];
    return this.mended;
  }
}
