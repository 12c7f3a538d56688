import type { Fact } from './fact.ts';

/** Sections of a vision or audio tower: their fields are called as the language model's are. */
const towerField =
  /(?:^|\.)((?:vision_config|visual|vit_config|vision_tower_config|audio_config|audio_tower_config|audio_encoder_config|speech_config)\.[^.]+)$/;

/**
 * What a person calls a field: `intermediate_size` of `text_config.intermediate_size`. The field of a tower keeps its section
 * (`vision_config.num_heads`), and a derived value has the name of what it is, not of what it was derived from.
 */
export function nameOf({ name, key }: Fact<unknown>): string {
  return name ?? towerField.exec(key)?.[1] ?? key.slice(key.lastIndexOf('.') + 1);
}
