#!/usr/bin/env python3
"""Times Sightglass beside PyTorch with Captum, and beside scikit-image, on this machine.

    python3 -m pip install torch torchvision onnx captum scikit-image numpy
    cargo build --release
    python3 app/engine/explain/benches/compare_with_python.py [--models vgg19,resnet50] [--runs 9]

Each network is exported with random weights to target/bench-models/NAME/. Guided backpropagation
of the class that wins is then timed in a process of its own for each side, in turn, and the median
of the runs is compared; a ratio below 1 means that Sightglass is faster. `cargo xtask bench` times
the same models again and prints the largest ratio to the medians that this script leaves there.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

MODELS = ["vgg19", "resnet50", "squeezenet1_1", "mobilenet_v2", "densenet121", "efficientnet_b0", "vit_b_16"]
ROOT = pathlib.Path(__file__).resolve().parents[4]
FOLDER = ROOT / "target" / "bench-models"
PROGRAM = ROOT / "target" / "release" / "sightglass"
THREADS = os.cpu_count() or 1


def network(name):
    import torch
    import torchvision

    torch.manual_seed(2018)
    model = torchvision.models.get_model(name, weights=None).eval()
    for module in model.modules():
        if hasattr(module, "inplace"):
            module.inplace = False
    return model


def export(name):
    import numpy
    import torch

    folder = FOLDER / name
    if (folder / "input.npy").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    picture = torch.randn(1, 3, 224, 224, generator=torch.Generator().manual_seed(2018))
    torch.onnx.export(network(name), (picture,), str(folder / "model.onnx"), opset_version=18,
                      input_names=["input"], output_names=["logits"], dynamo=False)
    numpy.save(folder / "input.npy", picture.numpy())


def time_captum(name, runs):
    """Median milliseconds of Captum's guided backpropagation; printed, because it has a process of its own."""
    import numpy
    import torch
    from captum.attr import GuidedBackprop

    torch.set_num_threads(THREADS)
    model = network(name)
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    picture = torch.from_numpy(numpy.load(FOLDER / name / "input.npy"))
    target = int(model(picture).argmax())
    guided = GuidedBackprop(model)
    durations = []
    for _ in range(runs + 2):
        start = time.perf_counter()
        guided.attribute(picture.clone().requires_grad_(True), target=target)
        durations.append((time.perf_counter() - start) * 1e3)
    print(statistics.median(durations[2:]))


def run_captum(name, runs):
    command = [sys.executable, "-W", "ignore", __file__, "--captum", name, "--runs", str(runs)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def run_sightglass(name, runs):
    folder = FOLDER / name
    command = [PROGRAM, "inspect", "explain", "--model", folder / "model.onnx", "--input", folder / "input.npy",
               "--method", "guided", "--provider", "cpu", "--repeat", str(runs), "--json"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads(told)["median_ms"]


def compare_entropy():
    import numpy
    from skimage.filters.rank import entropy

    rng = numpy.random.default_rng(2018)
    levels = rng.integers(0, 256, (4096, 4096), dtype=numpy.uint8)
    path = FOLDER / "levels.npy"
    numpy.save(path, levels)
    command = [PROGRAM, "inspect", "entropy", "--input", path, "--footprint", "square:3", "--json"]
    ours = []
    for _ in range(5):
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        ours.append(json.loads(told)["entropy_ms"])
    start = time.perf_counter()
    entropy(levels, numpy.ones((3, 3), numpy.uint8))
    theirs = (time.perf_counter() - start) * 1e3
    print(f"entropy 4096 x 4096, 3 x 3: {statistics.median(ours):.0f} ms, scikit-image {theirs:.0f} ms, "
          f"ratio {statistics.median(ours) / theirs:.3f}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--models", default=",".join(MODELS))
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--captum", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.captum:
        time_captum(arguments.captum, arguments.runs)
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    medians_path = FOLDER / "captum.json"
    medians = json.loads(medians_path.read_text()) if medians_path.exists() else {}
    print(f"{'network':18} {'Sightglass':>10} {'Captum':>10}   ratio")
    for name in arguments.models.split(","):
        export(name)
        # Twice in turn, and the better of each: another program may have been busy meanwhile.
        ours, theirs = [], []
        for _ in range(2):
            ours.append(run_sightglass(name, arguments.runs))
            theirs.append(run_captum(name, arguments.runs))
        medians[name] = min(theirs)
        print(f"{name:18} {min(ours):7.1f} ms {min(theirs):7.1f} ms   {min(ours) / min(theirs):.2f}", flush=True)
    medians_path.write_text(json.dumps(medians, indent=1))
    compare_entropy()


if __name__ == "__main__":
    main()
