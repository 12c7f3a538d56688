import { t } from '../../shared/text/localize.ts';
import type { Output } from '../io.ts';

/** Shows how far a long work is, on a terminal alone. */
export interface ProgressBar {
  /** Bytes that are done now; those of an earlier run do not count for the rate. */
  readonly add: (bytes: number, isOld: boolean) => void;
  /** Takes the line away. */
  readonly clear: () => void;
}

const everyMilliseconds = 100;

export function progressBar(output: Output, total: number, now: () => number = () => performance.now()): ProgressBar {
  const { columns } = output;
  const started = now();
  let done = 0;
  let fresh = 0;
  let shown = Number.NEGATIVE_INFINITY;
  return {
    add: (bytes, isOld) => {
      done += bytes;
      if (!isOld) fresh += bytes;
      if (columns === undefined || now() - shown < everyMilliseconds) return;
      shown = now();
      output.write(`\r${barText({ done, fresh, total, seconds: (shown - started) / 1000 }, columns)}`);
    },
    clear: () => {
      if (columns !== undefined && shown > Number.NEGATIVE_INFINITY) output.write(`\r${' '.repeat(Math.max(0, columns - 1))}\r`);
    },
  };
}

export interface Progress {
  readonly done: number;
  /** Bytes of this run. */
  readonly fresh: number;
  readonly total: number;
  readonly seconds: number;
}

/** `[=====     ]  43 %  1.21 GB/s  1 min 20 s left`, as wide as the line has room for. */
export function barText({ done, fresh, total, seconds }: Progress, columns: number): string {
  const share = total > 0 ? Math.min(1, done / total) : 1;
  const rate = seconds > 0 ? fresh / seconds : 0;
  const left = rate > 0 ? t('{0} left', durationText((total - done) / rate)) : '';
  const said = `${String(Math.floor(share * 100)).padStart(3)} %  ${rateText(rate)}  ${left}`;
  const width = Math.min(40, columns - said.length - 5);
  const full = Math.round(share * width);
  const bar = width < 5 ? '' : `[${'='.repeat(full)}${' '.repeat(width - full)}] `;
  return `${bar}${said}`.slice(0, columns - 1).padEnd(columns - 1);
}

function rateText(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(2)} GB/s` : `${Math.round(bytes / 1e6)} MB/s`;
}

function durationText(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return t('{0} s', whole);
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? t('{0} min {1} s', minutes, whole % 60) : t('{0} h {1} min', Math.floor(minutes / 60), minutes % 60);
}
