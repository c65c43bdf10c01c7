//! Makes triangles and segments of shapes, sorted so that neighbours on the picture are neighbours
//! in memory.

use std::ops::Range;

use lyon_tessellation::geometry_builder::{BuffersBuilder, VertexBuffers};
use lyon_tessellation::math::point;
use lyon_tessellation::path::Path;
use lyon_tessellation::{FillOptions, FillTessellator};
use wgpu::util::DeviceExt;

use super::{BlockBuffers, Geometry, Shape};

/// A chunk is closed when it holds this many shapes or segments.
const CHUNK_SHAPES: usize = 64;
const CHUNK_SEGMENTS: usize = 4096;

/// A block is closed when it holds this many segments: some 20 MB, which any device takes in one
/// buffer and uploads within a frame.
const BLOCK_SEGMENTS: usize = 256 << 10;

vertex_struct! {
    /// A corner of a triangle; read by `shaders/shape_fill.wgsl`.
    pub(crate) struct FillVertex {
        0 image_px: [f32; 2] => Float32x2,
        1 class_id: u32 => Uint32,
    }
}

vertex_struct! {
    /// A straight piece of an outline; read by `shaders/shape_outline.wgsl`.
    pub(crate) struct Segment {
        0 start_image_px: [f32; 2] => Float32x2,
        1 end_image_px: [f32; 2] => Float32x2,
        2 class_id: u32 => Uint32,
    }
}

/// Shapes that are drawn or left out together.
#[derive(Debug)]
pub(super) struct Chunk {
    /// Left, top, right, bottom of all its shapes.
    bounds_px: [f32; 4],
    /// The mean of its shapes' longer sides.
    pub mean_size_px: f32,
    pub indices: Range<u32>,
    pub segments: Range<u32>,
    /// One short segment a shape, for when shapes are too small to show more.
    pub specks: Range<u32>,
}

impl Chunk {
    /// Whether any of it may lie within `[left, top, right, bottom]`.
    pub(super) fn touches(&self, [left, top, right, bottom]: [f32; 4]) -> bool {
        let [min_x, min_y, max_x, max_y] = self.bounds_px;
        min_x <= right && max_x >= left && min_y <= bottom && max_y >= top
    }
}

/// The geometry of one block, before it is uploaded.
pub(super) struct BlockData {
    fill: VertexBuffers<FillVertex, u32>,
    /// Segments of outlines, then specks.
    segments: Vec<Segment>,
}

impl BlockData {
    pub(super) fn byte_count(&self) -> u64 {
        let fill = size_of_val(&self.fill.vertices[..]) + size_of_val(&self.fill.indices[..]);
        (fill + size_of_val(&self.segments[..])) as u64
    }

    pub(super) fn upload(&self, device: &wgpu::Device) -> BlockBuffers {
        let buffer = |label, contents: &[u8], usage| {
            device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
                label: Some(label),
                contents,
                usage,
            })
        };
        let vertex = wgpu::BufferUsages::VERTEX;
        BlockBuffers {
            vertices: buffer(
                "fill vertices",
                bytemuck::cast_slice(&self.fill.vertices),
                vertex,
            ),
            indices: buffer(
                "fill indices",
                bytemuck::cast_slice(&self.fill.indices),
                wgpu::BufferUsages::INDEX,
            ),
            segments: buffer("segments", bytemuck::cast_slice(&self.segments), vertex),
        }
    }
}

/// A shape with what sorting needs.
struct Placed<'a> {
    shape: &'a Shape,
    bounds_px: [f32; 4],
}

/// Cuts shapes into blocks of chunks.
pub(super) fn blocks(shapes: &[Shape]) -> Vec<(Vec<Chunk>, BlockData)> {
    let mut placed: Vec<_> = shapes
        .iter()
        .filter_map(|shape| bounds(&shape.geometry).map(|bounds_px| Placed { shape, bounds_px }))
        .collect();
    let all = placed
        .iter()
        .map(|placed| placed.bounds_px)
        .reduce(union)
        .unwrap_or_default();
    placed.sort_by_cached_key(|placed| morton(placed.bounds_px, all));

    let mut tessellator = FillTessellator::new();
    let mut blocks = Vec::new();
    let mut rest = &placed[..];
    while !rest.is_empty() {
        let (block, taken) = one_block(rest, &mut tessellator);
        blocks.push(block);
        rest = &rest[taken..];
    }
    blocks
}

/// One block from the first shapes; also gives how many it took.
fn one_block(
    placed: &[Placed<'_>],
    tessellator: &mut FillTessellator,
) -> ((Vec<Chunk>, BlockData), usize) {
    let mut data = BlockData {
        fill: VertexBuffers::new(),
        segments: Vec::new(),
    };
    let mut chunks = Vec::new();
    let mut specks = Vec::new();
    let mut taken = 0;
    while taken < placed.len() && data.segments.len() < BLOCK_SEGMENTS {
        let first = (data.fill.indices.len(), data.segments.len(), specks.len());
        let mut bounds_px = placed[taken].bounds_px;
        let mut size_sum_px = 0.0;
        let mut count = 0;
        while let Some(next) = placed.get(taken + count) {
            if count == CHUNK_SHAPES || data.segments.len() - first.1 >= CHUNK_SEGMENTS {
                break;
            }
            add_fill(next.shape, tessellator, &mut data.fill);
            add_outline(next.shape, &mut data.segments);
            specks.push(speck(next));
            bounds_px = union(bounds_px, next.bounds_px);
            size_sum_px += longer_side(next.bounds_px);
            count += 1;
        }
        taken += count;
        chunks.push(Chunk {
            bounds_px,
            mean_size_px: size_sum_px / count as f32,
            indices: first.0 as u32..data.fill.indices.len() as u32,
            segments: first.1 as u32..data.segments.len() as u32,
            specks: first.2 as u32..specks.len() as u32,
        });
    }
    let specks_start = data.segments.len() as u32;
    data.segments.append(&mut specks);
    for chunk in &mut chunks {
        chunk.specks = chunk.specks.start + specks_start..chunk.specks.end + specks_start;
    }
    ((chunks, data), taken)
}

/// Left, top, right, bottom; `None` without a point or with one that is no number.
fn bounds(geometry: &Geometry) -> Option<[f32; 4]> {
    let of_points = |points: &mut dyn Iterator<Item = &[f32; 2]>| {
        points.map(|[x, y]| [*x, *y, *x, *y]).reduce(union)
    };
    let all_finite = |points: &[[f32; 2]]| points.iter().flatten().all(|x| x.is_finite());
    let (bounds, is_finite) = match geometry {
        Geometry::Polygon { rings } => (
            of_points(&mut rings.iter().flatten()),
            rings.iter().all(|ring| all_finite(ring)),
        ),
        Geometry::Box { min, max } => (
            of_points(&mut [min, max].into_iter()),
            all_finite(&[*min, *max]),
        ),
        Geometry::Polyline { points } => (of_points(&mut points.iter()), all_finite(points)),
    };
    bounds.filter(|_| is_finite)
}

fn union(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
    [
        a[0].min(b[0]),
        a[1].min(b[1]),
        a[2].max(b[2]),
        a[3].max(b[3]),
    ]
}

fn longer_side([left, top, right, bottom]: [f32; 4]) -> f32 {
    (right - left).max(bottom - top)
}

/// The place of a shape's middle along a curve that keeps neighbours together (Z-order).
fn morton([left, top, right, bottom]: [f32; 4], all: [f32; 4]) -> u32 {
    let cell = |middle: f32, low: f32, high: f32| {
        ((middle - low) / (high - low).max(f32::MIN_POSITIVE) * 65535.0) as u16
    };
    let x = cell(f32::midpoint(left, right), all[0], all[2]);
    let y = cell(f32::midpoint(top, bottom), all[1], all[3]);
    spread(x) | spread(y) << 1
}

/// The bits of `x`, each followed by a zero.
fn spread(x: u16) -> u32 {
    let mut bits = u32::from(x);
    bits = (bits | bits << 8) & 0x00ff_00ff;
    bits = (bits | bits << 4) & 0x0f0f_0f0f;
    bits = (bits | bits << 2) & 0x3333_3333;
    (bits | bits << 1) & 0x5555_5555
}

fn add_fill(
    shape: &Shape,
    tessellator: &mut FillTessellator,
    fill: &mut VertexBuffers<FillVertex, u32>,
) {
    let class_id = shape.class_id;
    match &shape.geometry {
        Geometry::Polyline { .. } => {}
        Geometry::Box { min, max } => {
            let first = fill.vertices.len() as u32;
            fill.vertices
                .extend(box_corners(*min, *max).map(|image_px| FillVertex { image_px, class_id }));
            fill.indices
                .extend([0, 1, 2, 0, 2, 3].map(|corner| first + corner));
        }
        Geometry::Polygon { rings } => {
            let mut builder =
                BuffersBuilder::new(fill, |vertex: lyon_tessellation::FillVertex<'_>| {
                    FillVertex {
                        image_px: vertex.position().to_array(),
                        class_id,
                    }
                });
            let options = FillOptions::even_odd();
            if let Err(error) = tessellator.tessellate(&path(rings), &options, &mut builder) {
                tracing::debug!(%error, "a polygon is drawn without its fill");
            }
        }
    }
}

fn path(rings: &[Vec<[f32; 2]>]) -> Path {
    let mut path = Path::builder();
    for ring in rings {
        let mut points = ring.iter().map(|[x, y]| point(*x, *y));
        if let Some(first) = points.next() {
            path.begin(first);
            for next in points {
                path.line_to(next);
            }
            path.close();
        }
    }
    path.build()
}

fn add_outline(shape: &Shape, segments: &mut Vec<Segment>) {
    let class_id = shape.class_id;
    let mut add = |start: &[f32; 2], end: &[f32; 2]| {
        segments.push(Segment {
            start_image_px: *start,
            end_image_px: *end,
            class_id,
        });
    };
    let mut add_ring = |ring: &[[f32; 2]]| {
        for (start, end) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            add(start, end);
        }
    };
    match &shape.geometry {
        Geometry::Polygon { rings } => rings.iter().for_each(|ring| add_ring(ring)),
        Geometry::Box { min, max } => add_ring(&box_corners(*min, *max)),
        Geometry::Polyline { points } => {
            for (start, end) in points.iter().zip(points.iter().skip(1)) {
                add(start, end);
            }
        }
    }
}

fn box_corners(min: [f32; 2], max: [f32; 2]) -> [[f32; 2]; 4] {
    [min, [max[0], min[1]], max, [min[0], max[1]]]
}

/// A short segment across the middle of a shape.
fn speck(placed: &Placed<'_>) -> Segment {
    let [left, top, right, bottom] = placed.bounds_px;
    let middle = f32::midpoint(top, bottom);
    Segment {
        start_image_px: [left, middle],
        end_image_px: [right, middle],
        class_id: placed.shape.class_id,
    }
}
