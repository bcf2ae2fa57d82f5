// node gltf.mjs MODULES FILE.glb: what Khronos' validator says, and where three.js's GLTFLoader puts the bones, as JSON.
import fs from "node:fs";
import { pathToFileURL } from "node:url";

const [modules, file] = process.argv.slice(2);
const from = (path) => import(pathToFileURL(`${modules}/${path}`));
globalThis.self = globalThis;
const three = await from("three/build/three.module.js");
const { GLTFLoader } = await from("three/examples/jsm/loaders/GLTFLoader.js");
const validator = (await from("gltf-validator/index.js")).default;

const bytes = fs.readFileSync(file);
const { issues, info } = await validator.validateBytes(new Uint8Array(bytes), { maxIssues: 100 });
const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
const gltf = await new GLTFLoader().parseAsync(buffer, "");
const clip = gltf.animations[0];
const mixer = new three.AnimationMixer(gltf.scene);
mixer.clipAction(clip).play();
const people = {};
gltf.scene.traverse((node) => {
  if (/^P\d+$/.test(node.name) && !node.isMesh) people[node.name] = node;
});
const times = [0, clip.duration / 2, clip.duration * 0.999];
const point = new three.Vector3();
const frames = times.map((time) => {
  mixer.setTime(time);
  gltf.scene.updateMatrixWorld(true);
  const positions = {};
  for (const [name, person] of Object.entries(people)) {
    positions[name] = { scale: person.scale.x };
    person.traverse((bone) => {
      if (bone.isBone || bone.name.endsWith("_End")) positions[name][bone.name.replace(/_\d+$/, "")] = bone.getWorldPosition(point).toArray();
    });
  }
  return { time, positions };
});
let box = null;
mixer.setTime(0);
gltf.scene.updateMatrixWorld(true);
gltf.scene.traverse((node) => {
  if (!node.isSkinnedMesh) return;
  node.computeBoundingBox();
  box = (box ?? new three.Box3()).union(node.boundingBox.clone().applyMatrix4(node.matrixWorld));
});
const keys = Math.max(...clip.tracks.map((track) => track.times.length));
console.log(JSON.stringify({ errors: issues.numErrors, warnings: issues.numWarnings, messages: issues.messages, info, keys, duration: clip.duration, frames, box }));
