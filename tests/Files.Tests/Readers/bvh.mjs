// node bvh.mjs MODULES FILE.bvh: where three.js's BVHLoader puts the bones in each frame, as JSON.
import fs from "node:fs";
import { pathToFileURL } from "node:url";

const [modules, file] = process.argv.slice(2);
const from = (path) => import(pathToFileURL(`${modules}/${path}`));
globalThis.self = globalThis;
const three = await from("three/build/three.module.js");
const { BVHLoader } = await from("three/examples/jsm/loaders/BVHLoader.js");

const { clip, skeleton } = new BVHLoader().parse(fs.readFileSync(file, "utf8"));
const root = new three.Object3D();
root.add(skeleton.bones[0]);
const mixer = new three.AnimationMixer(skeleton.bones[0]);
mixer.clipAction(clip).play();
const times = clip.tracks[0].times;
const point = new three.Vector3();
const frames = [...times].filter((_, i) => i % 7 === 0).map((time) => {
  mixer.setTime(time);
  root.updateMatrixWorld(true);
  const positions = {};
  for (const bone of skeleton.bones)
    positions[bone.name === "ENDSITE" ? `${bone.parent.name}End` : bone.name] = bone.getWorldPosition(point).toArray();
  return positions;
});
console.log(JSON.stringify({ names: skeleton.bones.map((bone) => bone.name), count: times.length, period: times[1] - times[0], frames }));
