import * as vscode from 'vscode';
import type { DocumentStatus, LaunchStatus, SkipReason } from '../shared/protocol.ts';

export interface StatusTexts {
  readonly text: string;
  readonly detail: string;
  readonly isWarning: boolean;
}

/** What the status item says of a document: engine, version and model in the text; what was assumed in the detail. */
export function statusTexts(status: DocumentStatus | undefined): StatusTexts {
  if (status?.skipped) return { text: skippedText(status.skipped), detail: '', isWarning: status.skipped !== 'disabled' };
  const [launch, ...others] = status?.launches ?? [];
  if (!launch) return { text: vscode.l10n.t('shardlint: no launch and no model here'), detail: '', isWarning: false };
  const more = others.length === 0 || launch.assumed ? [] : [vscode.l10n.t('{0} more launches', others.length)];
  return {
    text: [`${launch.engineTitle} ${launch.version}`, ...(launch.model === undefined ? [] : [lastPart(launch.model)])].join(' · '),
    detail: [versionText(launch), modelText(launch), gpuText(launch), ...more, ...settingsText(status)].join(' · '),
    isWarning: status?.settingsErrors !== undefined,
  };
}

function settingsText(status: DocumentStatus | undefined): readonly string[] {
  if (status?.settingsPath === undefined) return [];
  const path = lastPart(status.settingsPath);
  const { settingsErrors: errors } = status;
  return [errors === undefined ? vscode.l10n.t('settings: {0}', path) : vscode.l10n.t('settings: {0}, with {1} errors', path, errors)];
}

function skippedText(reason: SkipReason): string {
  const texts: Readonly<Record<SkipReason, string>> = {
    'large-file': vscode.l10n.t('shardlint: not linted, the file is larger than 1 MB'),
    'long-line': vscode.l10n.t('shardlint: not linted, a line is longer than 20,000 characters'),
    disabled: vscode.l10n.t('shardlint: switched off by shardlint.enable'),
  };
  return texts[reason];
}

function versionText({ versionSource }: LaunchStatus): string {
  const texts: Readonly<Record<LaunchStatus['versionSource'], string>> = {
    image: vscode.l10n.t('version from the image'),
    install: vscode.l10n.t('version from pip install'),
    setting: vscode.l10n.t('version from the settings'),
    assumed: vscode.l10n.t('version assumed'),
  };
  return texts[versionSource];
}

function modelText({ modelFrom, assumed }: LaunchStatus): string {
  if (assumed) return vscode.l10n.t('no launch points to this model');
  const texts: Readonly<Record<LaunchStatus['modelFrom'], string>> = {
    path: vscode.l10n.t('model from disk'),
    cache: vscode.l10n.t('model from the Hugging Face cache'),
    catalogue: vscode.l10n.t('model from the bundled catalogue'),
    missing: vscode.l10n.t('model not found'),
  };
  return texts[modelFrom];
}

function gpuText({ gpu, gpuCount }: LaunchStatus): string {
  if (gpu === undefined) return vscode.l10n.t('GPU unknown');
  return gpuCount === undefined ? gpu : `${gpuCount} × ${gpu}`;
}

function lastPart(path: string): string {
  return path.split('/').filter(Boolean).slice(-2).join('/');
}
