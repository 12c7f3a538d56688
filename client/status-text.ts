import * as vscode from 'vscode';
import type { DocumentStatus, LaunchStatus, SkipReason } from '../shared/protocol.ts';

/** What one status item says. */
export interface StatusTexts {
  readonly text: string;
  readonly detail: string;
  readonly isWarning: boolean;
}

/** What the status items say of a document: one of the engine, one of the model. The editor cuts off what is long. */
export interface DocumentTexts {
  readonly engine: StatusTexts;
  /** Undefined where there is no model to tell of. */
  readonly model: StatusTexts | undefined;
}

export function statusTexts(status: DocumentStatus | undefined): DocumentTexts {
  if (status?.skipped) return { engine: texts(skippedText(status.skipped), [], status.skipped !== 'disabled'), model: undefined };
  const [launch, ...others] = status?.launches ?? [];
  const settings = settingsText(status);
  const isWarning = status?.settingsErrors !== undefined;
  if (!launch) return { engine: texts(vscode.l10n.t('shardlint: no launch and no model here'), settings, isWarning), model: undefined };
  const more = launch.assumed ? [] : moreText(others.length);
  return {
    engine: texts(`${launch.engineTitle} ${shortVersion(launch.version)}`, [versionText(launch), gpuText(launch)], false),
    model: texts(modelName(launch), [modelText(launch), ...more, ...settings], isWarning),
  };
}

function texts(text: string, details: readonly string[], isWarning: boolean): StatusTexts {
  return { text, detail: details.join(' · '), isWarning };
}

/** The newest known without its explanation. */
function shortVersion(version: string): string {
  return version.replace(/\s*\(.*\)$/, '');
}

function modelName({ model }: LaunchStatus): string {
  if (model === undefined) return vscode.l10n.t('model unknown');
  return /^[./]/.test(model) ? lastParts(model, 1) : lastParts(model, 2);
}

function moreText(others: number): readonly string[] {
  if (others === 0) return [];
  return [others === 1 ? vscode.l10n.t('1 more launch') : vscode.l10n.t('{0} more launches', others)];
}

function settingsText(status: DocumentStatus | undefined): readonly string[] {
  if (status?.settingsPath === undefined) return [];
  const path = lastParts(status.settingsPath, 2);
  const { settingsErrors: errors } = status;
  if (errors === undefined) return [vscode.l10n.t('settings: {0}', path)];
  return [
    errors === 1 ? vscode.l10n.t('settings: {0}, with 1 error', path) : vscode.l10n.t('settings: {0}, with {1} errors', path, errors),
  ];
}

function skippedText(reason: SkipReason): string {
  const said: Readonly<Record<SkipReason, string>> = {
    'large-file': vscode.l10n.t('shardlint: not linted, the file is larger than 1 MB'),
    'long-line': vscode.l10n.t('shardlint: not linted, a line is longer than 20,000 characters'),
    disabled: vscode.l10n.t('shardlint: switched off by shardlint.enable'),
  };
  return said[reason];
}

function versionText({ versionSource }: LaunchStatus): string {
  const said: Readonly<Record<LaunchStatus['versionSource'], string>> = {
    image: vscode.l10n.t('version from the image'),
    install: vscode.l10n.t('version from pip install'),
    setting: vscode.l10n.t('version from the settings'),
    assumed: vscode.l10n.t('version assumed'),
  };
  return said[versionSource];
}

function modelText({ modelFrom, assumed }: LaunchStatus): string {
  if (assumed) return vscode.l10n.t('no launch points to this model');
  const said: Readonly<Record<LaunchStatus['modelFrom'], string>> = {
    path: vscode.l10n.t('model from disk'),
    cache: vscode.l10n.t('model from the Hugging Face cache'),
    catalogue: vscode.l10n.t('model from the bundled catalogue'),
    missing: vscode.l10n.t('model not found'),
  };
  return said[modelFrom];
}

function gpuText({ gpu, gpuCount }: LaunchStatus): string {
  if (gpu === undefined) return vscode.l10n.t('GPU unknown');
  return gpuCount === undefined ? gpu : `${gpuCount} × ${gpu}`;
}

function lastParts(path: string, count: number): string {
  return path.split('/').filter(Boolean).slice(-count).join('/');
}
