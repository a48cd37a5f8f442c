"""Was anything altered? python3 check_layers.py FOLDER [SHA256 of the newest manifest, as the dataset's page tells it]

FOLDER: a package, or manifests.zip unpacked. Layers unpacked in it, each in a folder of its number, are checked too."""

import hashlib, json, pathlib, re, sys


def sha256(path):
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def faults(folder, told):
    sealed, whole = {}, any(folder.glob("record*.json"))
    manifests = sorted(folder.glob("manifest-*.txt"), key=lambda path: list(map(int, re.findall("[0-9]+", path.name))))
    orders = (e for m in manifests[-1:] for e in folder.glob("erasure*.json") if sha256(e).encode() in m.read_bytes())
    gone = {file["archived_name"]: file["sha256"] for e in orders for file in json.loads(e.read_bytes())["files"]}
    for manifest in manifests:
        lines = re.findall(r"(?m)^([0-9a-f]{64})  ([^/\n]+)$", manifest.read_text("utf-8", "replace"))
        listed = gone | {name: digest for digest, name in lines}
        yield from (f"broken-chain: {manifest.name} on {name}" for name in sealed if listed.get(name) != sealed[name])
        sealed = {**listed, manifest.name: sha256(manifest)}
    if not manifests or told not in ("", sealed[manifests[-1].name]):
        yield "wrong-seal: the newest manifest is not the one that was told"
    for name, digest in sealed.items():
        found = sha256(folder / name)
        needed = name.startswith(("manifest", "layer", "erasure")) or (whole and name not in gone)
        if found != digest and (found or needed):
            yield f"{'changed-hash' if found else 'missing-file'}: {name}"
        if found == digest and name.startswith("layer"):
            layer = json.loads((folder / name).read_bytes())
            for file in layer["files"] if (folder / str(layer["fragment"])).is_dir() else ():
                found = sha256(folder / str(layer["fragment"]) / file["path"])
                if found != file["sha256"] and (found or file["archived_name"] not in gone):
                    yield f"changed-hash: {layer['fragment']}/{file['path']}"
    yield from (f"extra-file: {path.name}" for path in folder.iterdir() if path.is_file() and path.name not in sealed)


if __name__ == "__main__":
    found = list(faults(pathlib.Path(sys.argv[1]), "".join(sys.argv[2:])))
    print("\n".join(found) or "Nothing was altered.")
    sys.exit(bool(found))
