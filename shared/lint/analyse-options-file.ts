import { baseName } from '../text/path.ts';
import { groupedBy, optionOf } from './analyse-findings.ts';
import { causesOfLaunch, powerOfTwo, problemFinding } from './analyse-launch-document.ts';
import { findingsInFile, type PlaceInFile } from './analyse-model-config.ts';
import type { AnalysedLaunch, Host } from './analysis.ts';
import type { Finding } from './finding.ts';
import type { OfferFixes } from './fixes/fixes.ts';
import { type PointingLaunch, pointingLaunches } from './pointing-launches.ts';

/** True for a file that may hold options which a launch takes from it. */
export function mayBeOptionsFile(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

/** Launches of scripts around the file that take options from it. */
export function launchesNaming(path: string, host: Host): readonly PointingLaunch[] {
  const name = baseName(path);
  return pointingLaunches(
    host,
    path,
    ({ launch }) => launch.optionFiles?.includes(path) === true,
    ({ text }) => text.includes(name),
  );
}

/** What the engine has against the values of an options file, each where it stands. */
export function findingsInOptionsFile(
  launches: readonly PointingLaunch[],
  path: string,
  host: Host,
  offerFixes: OfferFixes,
): readonly Finding[] {
  const plain = launches.flatMap(({ analysed }) => [...problemsIn(analysed, path), ...remarks(analysed, path)]);
  return [
    ...groupedBy(plain, ({ rule, span }) => `${rule}@${span.start}`).map(([first]) => first),
    ...findingsInFile(launches, placeOfValue, path, host, offerFixes),
  ];
}

const placeOfValue: PlaceInFile = ({ constraint }, { launch }, path) => {
  const written = optionOf(launch, constraint)?.writtenIn;
  return written?.path === path ? written.span : undefined;
};

function problemsIn(analysed: AnalysedLaunch, path: string): readonly Finding[] {
  return analysed.launch.problems.flatMap((problem) => {
    const { writtenIn } = problem;
    return writtenIn?.path === path ? [problemFinding(problem, analysed, writtenIn)] : [];
  });
}

function remarks(analysed: AnalysedLaunch, path: string): readonly Finding[] {
  const written = analysed.launch.options.get('tensorParallelSize')?.writtenIn;
  return written?.path === path ? powerOfTwo(analysed, causesOfLaunch(analysed), written) : [];
}
