from transformers import AutoModelForCausalLM


def split(num_gpus, num_layers=4):
    device_map = {
        "model.embed_tokens": 0,
        "model.norm": num_gpus - 1,
        "lm_head": num_gpus - 1,
    }
    for i in range(num_layers):
        device_map[f"model.layers.{i}"] = i // 2
    return device_map


model = AutoModelForCausalLM.from_pretrained("./model", device_map=split(2))
whole = AutoModelForCausalLM.from_pretrained("./model", device_map={"": "cuda:1"})
