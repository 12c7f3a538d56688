import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Quantization } from '../../../../model/quantization.ts';
import type { Constraint, Launch } from '../../../engine.ts';
import { atLeast } from '../../../version.ts';
import { turbomindBuilders } from '../../versions.ts';
import { attentionConstraints } from './attention.ts';
import { cacheConstraints } from './cache.ts';
import { embeddingConstraints } from './embedding.ts';
import { expertConstraints } from './experts.ts';
import { feedForwardConstraints } from './feed-forward.ts';
import { joinedProjection } from './joined-projection.ts';
import { linearAttentionConstraints } from './linear-attention.ts';
import { methodConstraints } from './method.ts';
import { outputProjection } from './output-projection.ts';
import { towerConstraints } from './tower.ts';
import { turbomindQuantization, weightFormat } from './weight-format.ts';

/** What TurboMind demands. Before 0.14 its weights were prepared otherwise: of those releases only the heads are judged, not for certain. */
export function turbomindConstraints(launch: Launch, model: ModelConfig): readonly Constraint[] {
  if (!atLeast(launch.version.release, turbomindBuilders)) return attentionConstraints(model, 'low');
  const quantization = turbomindQuantization(model);
  const otherwise = model.quantization !== undefined && quantization === undefined;
  return [
    ...cacheConstraints(launch),
    ...(quantization === undefined ? [] : methodConstraints(launch, quantization)),
    ...attentionConstraints(model, 'high'),
    ...(quantization === undefined ? [] : projections(model, quantization)),
    ...(otherwise ? [] : feedForwardConstraints(model, quantization)),
    ...expertConstraints(model),
    ...linearAttentionConstraints(model),
    ...embeddingConstraints(model),
    ...towerConstraints(launch, model),
  ];
}

function projections(model: ModelConfig, quantization: Quantization): readonly Constraint[] {
  const format = weightFormat(quantization);
  return format === undefined ? [] : [...joinedProjection(model, quantization, format), ...outputProjection(model, quantization, format)];
}
