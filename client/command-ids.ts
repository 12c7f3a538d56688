export const explainRuleCommand = 'shardlint.explainRule';
export const showCautionCommand = 'shardlint.showCaution';
export const padCheckpointCommand = 'shardlint.padCheckpoint';
export const restartServerCommand = 'shardlint.restartServer';
export const showOutputCommand = 'shardlint.showOutput';
export const fixAllCommand = 'shardlint.fixAll';
export const copyDebugInformationCommand = 'shardlint.copyDebugInformation';
