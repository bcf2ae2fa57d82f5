// The floor: a grid in metres that fades out, the axes of the world, and numbers along them.

import {
    CanvasTexture, CircleGeometry, Color, CylinderGeometry, Mesh, MeshBasicMaterial, PlaneGeometry, ShaderMaterial, SRGBColorSpace, Vector3,
} from '../vendor/three.min.js';

const Reach = 30;
const Numbers = [1, 2, 3, 4, 5];

const Vertex = `
varying vec3 place;
void main() {
    vec4 world = modelMatrix * vec4(position, 1.0);
    place = world.xyz;
    gl_Position = projectionMatrix * viewMatrix * world;
}`;

// lines of one pixel at any distance, from the derivative of the place; fine ones every 25 cm near the camera
const Fragment = `
uniform vec3 floorColour; uniform vec3 background; uniform vec3 lineColour; uniform vec3 fineColour; uniform float reach; uniform float grid;
varying vec3 place;
float lines(vec2 at, float step) {
    vec2 cell = at / step;
    vec2 wide = fwidth(cell);
    vec2 near = abs(fract(cell - 0.5) - 0.5) / max(wide, vec2(1e-6));
    float line = 1.0 - min(min(near.x, near.y), 1.0);
    return line * (1.0 - smoothstep(0.06, 0.35, max(wide.x, wide.y)));
}
void main() {
    float far = length(place.xz) / reach;
    vec3 colour = floorColour;
    colour = mix(colour, fineColour, grid * lines(place.xz, 0.25));
    colour = mix(colour, lineColour, grid * lines(place.xz, 1.0));
    gl_FragColor = vec4(mix(colour, background, smoothstep(0.12, 1.0, far)), 1.0);
    #include <colorspace_fragment>
}`;

/** The floor with its axes. */
export class Floor {
    constructor(scene) {
        this.scene = scene;
        this.material = new ShaderMaterial({
            vertexShader: Vertex,
            fragmentShader: Fragment,
            uniforms: {
                floorColour: { value: new Color() }, background: { value: new Color() }, lineColour: { value: new Color() }, fineColour: { value: new Color() },
                reach: { value: Reach }, grid: { value: 1 },
            },
        });
        const ground = new Mesh(new CircleGeometry(Reach, 64), this.material);
        ground.rotation.x = -Math.PI / 2;
        ground.renderOrder = -2;
        scene.add(ground);
        this.ground = ground;
        this.parts = [];
    }

    setTheme(theme) {
        const { floorColour, background, lineColour, fineColour } = this.material.uniforms;
        floorColour.value.setHex(theme.floor);
        background.value.setHex(theme.background);
        lineColour.value.setHex(theme.line);
        fineColour.value.setHex(theme.fine);
        this.theme = theme;
        if (this.axes)
            this.setAxes(this.axes);
    }

    set visible(shown) {
        this.material.uniforms.grid.value = shown ? 1 : 0;
        for (const part of this.parts)
            part.visible = shown;
    }

    get visible() {
        return this.material.uniforms.grid.value === 1;
    }

    /** Draws the axes of a world, or (null) none: arrows of half a metre at its origin on the floor, and metres along the two that lie. */
    setAxes(axes) {
        this.axes = axes;
        for (const part of this.parts) {
            this.scene.remove(part);
            part.geometry.dispose();
            part.material.map?.dispose();
            part.material.dispose();
        }
        this.parts = [];
        for (let axis = 0; axis < 3 && axes !== null; axis++) {
            const direction = new Vector3(...axes.direction(axis));
            this.arrow(direction, this.theme.axes[axis]);
            const flat = Math.abs(direction.y) < 0.5;
            this.text('XYZ'[axis], `#${new Color(this.theme.axes[axis]).getHexString()}`, direction.clone().multiplyScalar(flat ? 0.68 : 0.6), 0.2, flat);
            if (flat)
                for (const metre of Numbers)
                    this.text(`${metre}`, this.theme.text, direction.clone().multiplyScalar(metre), 0.15, true, 0.12);
        }
        const shown = this.visible;
        for (const part of this.parts)
            part.visible = shown;
    }

    arrow(direction, colour) {
        const material = new MeshBasicMaterial({ color: colour });
        for (const [bottom, top, length, from] of [[0.007, 0.007, 0.46, 0], [0.022, 0, 0.08, 0.46]]) {
            const part = new Mesh(new CylinderGeometry(top, bottom, length, 10), material.clone());
            part.quaternion.setFromUnitVectors(new Vector3(0, 1, 0), direction);
            part.position.copy(direction).multiplyScalar(from + length / 2).add(new Vector3(0, 0.008, 0));
            this.add(part);
        }
        material.dispose();
    }

    text(text, colour, place, size, flat, aside = 0) {
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = 64;
        const context = canvas.getContext('2d');
        context.font = '600 44px system-ui, "Segoe UI", Helvetica, Arial, "DejaVu Sans", sans-serif';
        context.textAlign = 'center';
        context.textBaseline = 'middle';
        context.fillStyle = colour;
        context.fillText(text, 32, 34);
        const map = new CanvasTexture(canvas);
        map.colorSpace = SRGBColorSpace;
        const part = new Mesh(new PlaneGeometry(size, size), new MeshBasicMaterial({ map, transparent: true, depthWrite: false, side: 2 }));
        part.position.copy(place);
        if (flat) {
            part.rotation.x = -Math.PI / 2;
            part.position.y = 0.006;
            part.position.x += aside;
            part.position.z += aside;
        }
        part.renderOrder = -1;
        this.add(part);
    }

    add(part) {
        this.parts.push(part);
        this.scene.add(part);
    }
}
