// Draws the tiles of a picture: one instance a tile, texels read from a layer of a texture array.
// Filtering is done here and not by a sampler: it never reads over a tile's own texels, so that no
// seam shows, and it works for formats that devices do not filter.

//#import target
//#import window

struct PictureUniforms {
    // Red, green, blue and alpha to show, from the four components of a texel.
    shown_from_texel: mat4x4<f32>,
    window: WindowMapping,
    target_size_px: vec2<f32>,
    target_is_srgb: u32,
    // 1 shows the picture over a checkerboard, 0 blends it over what is there.
    has_backdrop: u32,
    // The least alpha: 1 ignores the picture's own.
    least_alpha: f32,
    // Multiplies alpha.
    opacity: f32,
    padding: vec2<f32>,
}

const FLAG_LINEAR: u32 = 1u;
const FLAG_GRID: u32 = 2u;

const CHECKER_SIDE_PX: f32 = 8.0;
const CHECKER_DARK: f32 = 0.40;
const CHECKER_LIGHT: f32 = 0.52;
const GRID_OPACITY: f32 = 0.3;

@group(0) @binding(0) var<uniform> picture: PictureUniforms;
@group(1) @binding(0) var tiles: texture_2d_array<f32>;

struct Varying {
    @builtin(position) clip: vec4<f32>,
    @location(0) texel: vec2<f32>,
    @location(1) @interpolate(flat) valid_texels: vec2<u32>,
    @location(2) @interpolate(flat) layer: u32,
    @location(3) @interpolate(flat) flags: u32,
    @location(4) @interpolate(flat) texel_side_px: vec2<f32>,
}

@vertex
fn vertex_main(
    @builtin(vertex_index) vertex: u32,
    // Left, top, right, bottom in physical pixels of the target.
    @location(0) screen_px: vec4<f32>,
    // The same corners in texels of the tile.
    @location(1) texels: vec4<f32>,
    // Width and height of the part of the layer that the tile fills.
    @location(2) valid_texels: vec2<u32>,
    @location(3) layer: u32,
    @location(4) flags: u32,
) -> Varying {
    // Corners are picked, not computed, so that neighbouring tiles share their edges exactly.
    let is_right = (vertex & 1u) != 0u;
    let is_bottom = (vertex & 2u) != 0u;
    let corner_px = vec2<f32>(
        select(screen_px.x, screen_px.z, is_right),
        select(screen_px.y, screen_px.w, is_bottom),
    );
    var out: Varying;
    out.clip = clip_from_screen(corner_px, picture.target_size_px);
    out.texel = vec2<f32>(
        select(texels.x, texels.z, is_right),
        select(texels.y, texels.w, is_bottom),
    );
    out.valid_texels = valid_texels;
    out.layer = layer;
    out.flags = flags;
    out.texel_side_px = (screen_px.zw - screen_px.xy) / (texels.zw - texels.xy);
    return out;
}

fn texel_at(position: vec2<i32>, in: Varying) -> vec4<f32> {
    let last = vec2<i32>(in.valid_texels) - vec2<i32>(1);
    return textureLoad(tiles, clamp(position, vec2<i32>(0), last), in.layer, 0);
}

// The mean of the four nearest texels, each counted by its distance and its alpha: colours under
// transparent texels mean nothing and must not bleed. Written out, because software renderers are
// twice as slow with a loop.
fn filtered(in: Varying) -> vec4<f32> {
    let position = in.texel - vec2<f32>(0.5);
    let corner = vec2<i32>(floor(position));
    let part = fract(position);
    let a = texel_at(corner, in);
    let b = texel_at(corner + vec2<i32>(1, 0), in);
    let c = texel_at(corner + vec2<i32>(0, 1), in);
    let d = texel_at(corner + vec2<i32>(1, 1), in);
    let nearness = vec4<f32>(1.0 - part.x, part.x, 1.0 - part.x, part.x)
        * vec4<f32>(1.0 - part.y, 1.0 - part.y, part.y, part.y);
    let alphas = vec4<f32>(a.w, b.w, c.w, d.w);
    let weights = nearness * max(alphas, vec4<f32>(picture.least_alpha));
    let sum = a.xyz * weights.x + b.xyz * weights.y + c.xyz * weights.z + d.xyz * weights.w;
    let weight_sum = dot(weights, vec4<f32>(1.0));
    return vec4<f32>(sum / max(weight_sum, 1e-6), dot(nearness, alphas));
}

fn checkerboard(position_px: vec2<f32>) -> vec3<f32> {
    let cell = vec2<i32>(floor(position_px / CHECKER_SIDE_PX));
    return vec3<f32>(select(CHECKER_DARK, CHECKER_LIGHT, ((cell.x + cell.y) & 1) == 0));
}

// How much of a pixel is covered by the one-pixel line between two texels.
fn grid_coverage(in: Varying) -> f32 {
    let part = fract(in.texel);
    let to_edge_px = min(part, vec2<f32>(1.0) - part) * in.texel_side_px;
    return clamp(1.0 - min(to_edge_px.x, to_edge_px.y), 0.0, 1.0);
}

@fragment
fn fragment_main(in: Varying) -> @location(0) vec4<f32> {
    var texel: vec4<f32>;
    if (in.flags & FLAG_LINEAR) != 0u {
        texel = filtered(in);
    } else {
        texel = texel_at(vec2<i32>(floor(in.texel)), in);
    }
    let mixed = picture.shown_from_texel * texel;
    var rgb = windowed(mixed.rgb, picture.window);
    var alpha = clamp(max(mixed.a, picture.least_alpha), 0.0, 1.0) * picture.opacity;
    if picture.has_backdrop != 0u {
        rgb = mix(checkerboard(in.clip.xy), rgb, alpha);
        alpha = 1.0;
    }
    if (in.flags & FLAG_GRID) != 0u {
        let brightness = dot(rgb, vec3<f32>(0.2126, 0.7152, 0.0722));
        let line = vec3<f32>(select(1.0, 0.0, brightness > 0.5));
        rgb = mix(rgb, line, grid_coverage(in) * GRID_OPACITY);
    }
    let color = encoded_for_target(vec4<f32>(rgb, alpha), picture.target_is_srgb);
    return vec4<f32>(color.rgb * color.a, color.a);
}
