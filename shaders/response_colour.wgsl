// Colours a map of values from 0 to 1 and lays it over a picture. The CPU twin is `blend` in
// `app/engine/response/src/blend.rs`.

// The bits of the values: a device may take for granted that a float is a number, and bits can be
// asked.
@group(0) @binding(0) var<storage, read> value_bits: array<u32>;
// Red, green, blue and opacity by level, from the lowest byte up.
@group(0) @binding(1) var<storage, read> palette: array<u32>;
// Red, green and blue of the picture, from the lowest byte up.
@group(0) @binding(2) var<storage, read> picture: array<u32>;
@group(0) @binding(3) var<storage, read_write> blended: array<u32>;

const INFINITY_BITS: u32 = 0x7f800000u;

// The level of a value; what is not a number has level 0.
fn level(bits: u32) -> u32 {
    if (bits & 0x7fffffffu) > INFINITY_BITS {
        return 0u;
    }
    let last = f32(arrayLength(&palette) - 1u);
    return u32(clamp(bitcast<f32>(bits), 0.0, 1.0) * last + 0.5);
}

// Colours are mixed as they are stored and in whole numbers, so that both twins round alike.
@compute @workgroup_size(256)
fn compute_main(@builtin(global_invocation_id) id: vec3<u32>) {
    let index = id.x;
    if index >= arrayLength(&blended) {
        return;
    }
    let entry = palette[level(value_bits[index])];
    let opacity = entry >> 24u;
    let shifts = vec3<u32>(0u, 8u, 16u);
    let over = (vec3<u32>(entry) >> shifts) & vec3<u32>(255u);
    let under = (vec3<u32>(picture[index]) >> shifts) & vec3<u32>(255u);
    let mixed = (under * (255u - opacity) + over * opacity + vec3<u32>(127u)) / 255u;
    blended[index] = mixed.x | (mixed.y << 8u) | (mixed.z << 16u);
}
