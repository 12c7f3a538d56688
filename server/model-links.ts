import type { DocumentLink, LocationLink } from 'vscode-languageserver/node';
import type { AnalysedLaunch } from '../shared/lint/analysis.ts';
import { t } from '../shared/text/localize.ts';
import { containsOffset, type Span } from '../shared/text/span.ts';
import type { Examined } from './analyses.ts';
import type { Places } from './places.ts';

/** A model reference of a launch, and where its facts came from. */
interface ModelLink {
  readonly span: Span;
  /** The config.json on disk; undefined for facts of the catalogue. */
  readonly path: string | undefined;
  readonly publishedAt: string | undefined;
}

/** Each model reference of a script leads to the config.json that was used, or to where its facts were published. */
export function documentLinksOf(examined: Examined, places: Places): DocumentLink[] {
  const { path } = examined.opened;
  return modelLinks(examined).flatMap((link) => {
    if (places.uriOf(path, link.span) !== examined.opened.uri) return [];
    const target = link.path === undefined ? link.publishedAt : places.uriOf(link.path);
    const tooltip = link.path === undefined ? t('Show where these facts were published') : t('Open the config.json that was used');
    return target === undefined ? [] : [{ range: places.rangeOf(path, link.span), target, tooltip }];
  });
}

/** The config.json behind the model reference at `offset`. */
export function definitionAt(examined: Examined, offset: number, places: Places): LocationLink[] {
  const start = { line: 0, character: 0 };
  const top = { start, end: start };
  return modelLinks(examined).flatMap(({ span, path }) => {
    if (path === undefined || !containsOffset(span, offset)) return [];
    const originSelectionRange = places.rangeOf(examined.opened.path, span);
    return [{ originSelectionRange, targetUri: places.uriOf(path), targetRange: top, targetSelectionRange: top }];
  });
}

function modelLinks({ analysis }: Examined): readonly ModelLink[] {
  return analysis?.kind === 'launch-document' ? analysis.launches.flatMap(modelLinkOf) : [];
}

function modelLinkOf({ launch, resolution }: AnalysedLaunch): readonly ModelLink[] {
  if (!launch.model || resolution.kind === 'missing') return [];
  const { span } = launch.model.place;
  if (resolution.from === 'catalogue') return [{ span, path: undefined, publishedAt: webAddress(resolution.publishedAt) }];
  return [{ span, path: resolution.config.path, publishedAt: undefined }];
}

function webAddress(text: string | undefined): string | undefined {
  return text && /^https:\/\/\S+$/.test(text) ? text : undefined;
}
