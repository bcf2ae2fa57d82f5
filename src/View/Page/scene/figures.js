// People as bodies of spheres and tapered bones: two instanced meshes for all of them, whose numbers are written in place.

import {
    Color, CylinderGeometry, DynamicDrawUsage, InstancedBufferAttribute, InstancedMesh, Matrix4, MeshBasicMaterial, MeshLambertMaterial, Quaternion,
    SphereGeometry, Vector3,
} from '../vendor/three.min.js';
import { Joints } from '../wire/frame.js';
import { Bones, Crown, JointRadii, MiddleOfHead } from '../model/skeleton.js';
import { personColour, sigmaColour, SourceColours } from './colours.js';

const Up = new Vector3(0, 1, 0);
const SoftestSigma = 3;

const from = new Vector3();
const to = new Vector3();
const along = new Vector3();
const scale = new Vector3();
const turn = new Quaternion();
const matrix = new Matrix4();
const straight = new Quaternion();
const colour = new Color();

/** All people of the scene. */
export class Figures {
    /** @param {import('../vendor/three.min.js').Scene} scene Where they are drawn. @param {boolean} round Whether triangles cost nothing. */
    constructor(scene, round) {
        this.scene = scene;
        this.sphere = round ? new SphereGeometry(1, 20, 14) : new SphereGeometry(1, 8, 6);
        this.bone = new CylinderGeometry(0.78, 1, 1, round ? 14 : 6, 1, true);
        this.flatSphere = round ? new SphereGeometry(1, 8, 4) : new SphereGeometry(1, 6, 2);
        this.flatBone = new CylinderGeometry(0.78, 1, 1, round ? 5 : 3, 1, true);
        this.solid = new MeshLambertMaterial();
        this.halo = new MeshBasicMaterial({ transparent: true, opacity: 0.2, depthWrite: false });
        this.shade = new MeshBasicMaterial();
        this.ghost = new Color();
        this.colouring = 'person';
        this.halos = false;
        this.room(8);
    }

    /** Makes room for as many people: new buffers of the double size, seldom. */
    room(people) {
        for (const mesh of this.meshes ?? []) {
            this.scene.remove(mesh);
            mesh.dispose();
        }
        this.capacity = people;
        this.joints = this.instanced(this.sphere, this.solid, people * (Joints + 1), true);
        this.bones = this.instanced(this.bone, this.solid, people * Bones.length, true);
        this.clouds = this.instanced(this.sphere, this.halo, people * Joints, true);
        this.clouds.renderOrder = 3;
        this.shadows = [this.shadowOf(this.joints, this.flatSphere), this.shadowOf(this.bones, this.flatBone)];
        this.meshes = [this.joints, this.bones, this.clouds, ...this.shadows];
        this.scene.add(...this.meshes);
    }

    instanced(geometry, material, count, coloured) {
        const mesh = new InstancedMesh(geometry, material, count);
        mesh.frustumCulled = false;
        mesh.instanceMatrix.setUsage(DynamicDrawUsage);
        if (coloured) {
            mesh.instanceColor = new InstancedBufferAttribute(new Float32Array(count * 3), 3);
            mesh.instanceColor.setUsage(DynamicDrawUsage);
        }
        mesh.count = 0;
        return mesh;
    }

    /** The same instances, pressed flat onto the floor along the light. */
    shadowOf(mesh, geometry) {
        const shadow = this.instanced(geometry, this.shade, 1, false);
        shadow.instanceMatrix = mesh.instanceMatrix;
        shadow.matrixAutoUpdate = false;
        shadow.matrix.set(1, -0.28, 0, 0, 0, 0.0001, 0, 0.004, 0, -0.2, 1, 0, 0, 0, 0, 1);
        return shadow;
    }

    setTheme(theme) {
        this.ghost.setHex(theme.ghost);
        this.shade.color.setHex(theme.shadow);
    }

    /** @param {import('../model/people.js').PeopleNow} people To draw. */
    draw(people) {
        if (people.count > this.capacity)
            this.room(Math.max(people.count, this.capacity * 2));
        this.jointCount = this.boneCount = this.cloudCount = 0;
        for (let i = 0; i < people.count; i++)
            this.person(people.slots[i]);
        this.show(this.joints, this.jointCount);
        this.show(this.bones, this.boneCount);
        this.show(this.clouds, this.cloudCount);
        this.shadows[0].count = this.jointCount;
        this.shadows[1].count = this.boneCount;
    }

    show(mesh, count) {
        mesh.count = count;
        mesh.visible = count > 0;
        mesh.instanceMatrix.needsUpdate = true;
        mesh.instanceColor.needsUpdate = true;
    }

    person(person) {
        for (let j = 0; j < Joints; j++) {
            this.colourOf(person, j);
            const radius = JointRadii[j];
            from.fromArray(person.joints, 3 * j);
            if (Number.isNaN(from.x))
                continue;
            if (radius > 0)
                this.ball(this.joints, this.jointCount++, scale.setScalar(radius), straight);
            const sigma = person.sigma[j] / 1000;
            if (this.halos && sigma > 0 && (radius > 0 || j === Crown))
                this.ball(this.clouds, this.cloudCount++, scale.setScalar(Math.max(radius, 0.02) + SoftestSigma * Math.min(0.2, sigma) * 0.5), straight);
        }
        this.head(person);
        for (const bone of Bones)
            this.limb(person, bone);
    }

    ball(mesh, index, size, rotation) {
        mesh.setMatrixAt(index, matrix.compose(from, rotation, size));
        mesh.setColorAt(index, colour);
    }

    head(person) {
        from.fromArray(person.joints, 3 * MiddleOfHead);
        to.fromArray(person.joints, 3 * Crown);
        along.subVectors(to, from);
        const half = along.length();
        if (!(half > 1e-4))
            return;
        this.colourOf(person, Crown);
        turn.setFromUnitVectors(Up, along.divideScalar(half));
        scale.set(0.078, Math.min(0.16, Math.max(0.09, half * 1.02)), 0.09);
        this.ball(this.joints, this.jointCount++, scale, turn);
    }

    limb(person, [first, second, thick]) {
        from.fromArray(person.joints, 3 * first);
        to.fromArray(person.joints, 3 * second);
        along.subVectors(to, from);
        const length = along.length();
        if (!(length > 1e-4))
            return;
        this.colourOf(person, second);
        turn.setFromUnitVectors(Up, along.divideScalar(length));
        from.add(to).multiplyScalar(0.5);
        this.ball(this.bones, this.boneCount++, scale.set(thick, length, thick), turn);
    }

    /** A joint's colour: the person's, paler the less it was seen, or that of its sigma or source. */
    colourOf(person, joint) {
        if (this.colouring === 'sigma')
            return sigmaColour(person.sigma[joint], colour);
        if (this.colouring === 'source')
            return colour.copy(SourceColours[person.source[joint]] ?? SourceColours[2]);
        colour.copy(personColour(person.id));
        const source = person.stream === null ? person.source[joint] : 0;
        return source === 0 ? colour : colour.lerp(this.ghost, source === 1 ? 0.3 : 0.6);
    }
}
