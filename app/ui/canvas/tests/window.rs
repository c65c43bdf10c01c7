//! The canvas in a window: what it draws, how it moves, and that it comes to rest.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use canvas::{
    Canvas, CanvasInput, Channel, HoveredPixel, Interpolation, Look, Pair, PairInput, RasterOverlay,
};
use egui::{Event, Key, Modifiers, MouseWheelUnit, PointerButton, Pos2, Vec2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use gpu::{Geometry, LayerStyle, Shape, ShapeLayer};
use image::RgbaImage;
use imaging::{Picture, Raster, SampleKind, Samples};
use jobs::Jobs;

/// What the test window shows.
struct Window {
    canvas: Canvas,
    picture: Option<Arc<Picture>>,
    look: Look,
    rasters: Vec<RasterOverlay>,
    overlays: Vec<ShapeLayer>,
    jobs: Jobs,
    is_complete: bool,
    hovered: Option<HoveredPixel>,
    problem: Option<String>,
}

impl Window {
    fn showing(picture: Picture) -> Self {
        let picture = Arc::new(picture);
        Self {
            canvas: Canvas::default(),
            look: Look::auto(&picture),
            picture: Some(picture),
            rasters: Vec::new(),
            overlays: Vec::new(),
            jobs: Jobs::new(|| {}),
            is_complete: false,
            hovered: None,
            problem: None,
        }
    }

    fn show(&mut self, ui: &mut egui::Ui) {
        let overlays: Vec<&ShapeLayer> = self.overlays.iter().collect();
        let output = self.canvas.show(
            ui,
            &CanvasInput {
                rasters: &self.rasters,
                overlays: &overlays,
                ..CanvasInput::new(self.picture.as_ref(), &self.jobs, &self.look, "Picture")
            },
        );
        self.is_complete = output.is_complete;
        self.hovered = output.hovered;
        self.problem = output.problem;
    }
}

/// A window without margins, so that the canvas begins in its top left corner.
fn harness<S: 'static>(
    size: Vec2,
    state: S,
    mut show: impl FnMut(&mut S, &mut egui::Ui) + 'static,
) -> Harness<'static, S> {
    let render_state = testbench::window::render_state();
    let for_context = render_state.clone();
    Harness::builder()
        .with_size(size)
        .with_render_cursor(false)
        .with_step_dt(1.0 / 30.0)
        .with_context_setup(move |context| canvas::install(context, &for_context))
        .renderer(testbench::window::renderer(render_state))
        .build_ui_state(
            move |ui, state| {
                let full = ui.ctx().content_rect();
                let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(full));
                show(state, &mut ui);
            },
            state,
        )
}

fn window(size: Vec2, window: Window) -> Harness<'static, Window> {
    harness(size, window, Window::show)
}

/// Runs frames until everything is sharp.
fn settle(harness: &mut Harness<'_, Window>) {
    let until = Instant::now() + Duration::from_secs(60);
    loop {
        harness.step();
        if harness.state().is_complete {
            return;
        }
        assert!(Instant::now() < until, "the tiles never came");
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn grey(width_px: u32, height_px: u32, tone: impl Fn(u32, u32) -> u8) -> Picture {
    let samples = (0..height_px)
        .flat_map(|y| (0..width_px).map(move |x| (x, y)))
        .map(|(x, y)| tone(x, y))
        .collect();
    Picture::from_raster(Raster::new(width_px, height_px, 1, Samples::U8(samples)))
}

fn colour(width_px: u32, height_px: u32, pixel: impl Fn(u32, u32) -> [u8; 3]) -> Picture {
    let samples = (0..height_px)
        .flat_map(|y| (0..width_px).map(move |x| (x, y)))
        .flat_map(|(x, y)| pixel(x, y))
        .collect();
    Picture::from_raster(Raster::new(width_px, height_px, 3, Samples::U8(samples)))
}

fn rgb(image: &RgbaImage, x: u32, y: u32) -> [u8; 3] {
    let [r, g, b, _] = image.get_pixel(x, y).0;
    [r, g, b]
}

#[test]
fn a_picture_appears_pixel_by_pixel() {
    let pixel = |x: u32, y: u32| [x as u8, y as u8, 77];
    let mut harness = window(vec2(200.0, 100.0), Window::showing(colour(200, 100, pixel)));
    settle(&mut harness);
    let image = harness.render().unwrap();
    for (x, y) in [(0, 0), (199, 0), (0, 99), (199, 99), (120, 33)] {
        assert_eq!(rgb(&image, x, y), pixel(x, y), "at {x}, {y}");
    }
}

#[test]
fn many_tiles_make_one_picture_at_full_size_and_smaller() {
    // A ramp over six tiles: any seam, gap or shift breaks its evenness.
    let tone = |x: u32, y: u32| ((x + y) / 8) as u8;
    let mut harness = window(vec2(1200.0, 700.0), Window::showing(grey(1200, 700, tone)));
    settle(&mut harness);
    let image = harness.render().unwrap();
    for (x, y) in (0..1200).step_by(7).zip((0..700).cycle().step_by(3)) {
        assert_eq!(rgb(&image, x, y), [tone(x, y); 3], "at {x}, {y}");
    }

    let mut harness = window(vec2(700.0, 408.0), Window::showing(grey(1200, 700, tone)));
    settle(&mut harness);
    let image = harness.render().unwrap();
    for x in 1..700 {
        let [before, here] = [rgb(&image, x - 1, 200)[0], rgb(&image, x, 200)[0]];
        assert!(here >= before && here - before <= 2, "column {x}");
    }
}

#[test]
fn sixteen_bit_pictures_keep_their_depth() {
    // 4096 tones between two that 8 bits could not tell apart.
    let samples = (0..64 * 64).map(|i| 30_000 + i as u16 / 16).collect();
    let picture = Picture::from_raster(Raster::new(64, 64, 1, Samples::U16(samples)));
    let mut state = Window::showing(picture);
    state.look = Look::window(30_000.0, 30_255.0);
    let mut harness = window(vec2(64.0, 64.0), state);
    settle(&mut harness);
    let image = harness.render().unwrap();
    for y in [0, 31, 63] {
        assert_eq!(rgb(&image, 0, y), [(y * 4) as u8; 3]);
    }
    harness.state_mut().look = Look::window(30_255.0, 30_000.0);
    harness.step();
    let inverted = harness.render().unwrap();
    assert_eq!(rgb(&inverted, 0, 0), [255; 3]);
}

#[test]
fn a_channel_is_shown_in_grey() {
    let mut state = Window::showing(colour(32, 32, |_, _| [10, 20, 30]));
    state.look.channel = Channel::Blue;
    let mut harness = window(vec2(32.0, 32.0), state);
    settle(&mut harness);
    assert_eq!(rgb(&harness.render().unwrap(), 16, 16), [30; 3]);
}

fn wheel(harness: &Harness<'_, Window>, at: Pos2, delta: Vec2, modifiers: Modifiers) {
    harness.hover_at(at);
    harness.event_modifiers(
        Event::MouseWheel {
            unit: MouseWheelUnit::Line,
            delta,
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers,
        },
        modifiers,
    );
}

#[test]
fn the_wheel_zooms_at_the_cursor() {
    for modifiers in [Modifiers::NONE, Modifiers::COMMAND] {
        let picture = grey(4000, 3000, |x, y| (x ^ y) as u8);
        let mut harness = window(vec2(400.0, 300.0), Window::showing(picture));
        settle(&mut harness);
        let cursor = [130.0, 210.0];
        let before = harness.state().canvas.view().unwrap();
        wheel(&harness, pos2(130.0, 210.0), vec2(0.0, 6.0), modifiers);
        harness.run_steps(20);
        let after = harness.state().canvas.view().unwrap();
        let zoom = after.scale_screen_px_per_image_px / before.scale_screen_px_per_image_px;
        assert!(zoom > 2.0, "zoomed by {zoom} with {modifiers:?}");
        let point = before.image_from_screen(cursor);
        let now = after.screen_from_image(point);
        let distance = (now[0] - cursor[0]).hypot(now[1] - cursor[1]);
        assert!(distance < 1e-3, "the point moved by {distance} px");
    }
}

#[test]
fn shift_and_wheel_scroll_sideways() {
    let picture = grey(4000, 3000, |_, _| 0);
    let mut harness = window(vec2(400.0, 300.0), Window::showing(picture));
    harness.step();
    harness.state_mut().canvas.one_to_one();
    harness.step();
    let before = harness.state().canvas.view().unwrap();
    wheel(
        &harness,
        pos2(200.0, 150.0),
        vec2(0.0, -3.0),
        Modifiers::SHIFT,
    );
    harness.run_steps(20);
    let after = harness.state().canvas.view().unwrap();
    assert!(after.offset_screen_px[0] < before.offset_screen_px[0] - 50.0);
    assert_eq!(after.offset_screen_px[1], before.offset_screen_px[1]);
    assert_eq!(
        after.scale_screen_px_per_image_px,
        before.scale_screen_px_per_image_px
    );
}

fn drag(harness: &mut Harness<'_, Window>, button: PointerButton, from: Pos2, to: Pos2) {
    let press = |pos, pressed| Event::PointerButton {
        pos,
        button,
        pressed,
        modifiers: Modifiers::NONE,
    };
    harness.hover_at(from);
    harness.event(press(from, true));
    harness.step();
    harness.event(Event::PointerMoved(to));
    harness.step();
    harness.event(press(to, false));
    harness.step();
}

#[test]
fn drags_pan() {
    for button in [PointerButton::Primary, PointerButton::Middle] {
        let picture = grey(4000, 3000, |_, _| 0);
        let mut harness = window(vec2(400.0, 300.0), Window::showing(picture));
        harness.step();
        harness.state_mut().canvas.one_to_one();
        harness.step();
        let before = harness.state().canvas.view().unwrap().offset_screen_px;
        drag(&mut harness, button, pos2(200.0, 150.0), pos2(140.0, 190.0));
        let after = harness.state().canvas.view().unwrap().offset_screen_px;
        assert_eq!(
            [after[0] - before[0], after[1] - before[1]],
            [-60.0, 40.0],
            "{button:?}"
        );
    }
}

#[test]
fn keys_move_the_view() {
    let picture = grey(4000, 3000, |_, _| 0);
    let mut harness = window(vec2(400.0, 300.0), Window::showing(picture));
    harness.step();
    harness.get_by_label("Picture").focus();
    harness.step();
    let scale = |harness: &Harness<'_, Window>| harness.state().canvas.scale().unwrap();
    let fit = scale(&harness);
    assert!((fit - 0.1).abs() < 1e-9);

    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num0);
    harness.step();
    assert_eq!(scale(&harness), 1.0);
    harness.key_press(Key::Plus);
    harness.step();
    assert_eq!(scale(&harness), 1.25);
    harness.key_press(Key::Minus);
    harness.step();
    assert_eq!(scale(&harness), 1.0);

    let before = harness.state().canvas.view().unwrap().offset_screen_px;
    harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    harness.step();
    let after = harness.state().canvas.view().unwrap().offset_screen_px;
    assert_eq!(after, [before[0] - 40.0, before[1]]);
    assert!(harness.get_by_label("Picture").is_focused());

    harness.key_press(Key::F);
    harness.step();
    assert_eq!(scale(&harness), fit);
}

#[test]
fn a_double_click_toggles_between_fit_and_full_size() {
    let picture = grey(4000, 3000, |_, _| 0);
    let mut harness = window(vec2(400.0, 300.0), Window::showing(picture));
    harness.step();
    let double_click = |harness: &mut Harness<'_, Window>| {
        harness.hover_at(pos2(100.0, 100.0));
        for pressed in [true, false, true, false] {
            harness.event(Event::PointerButton {
                pos: pos2(100.0, 100.0),
                button: PointerButton::Primary,
                pressed,
                modifiers: Modifiers::NONE,
            });
        }
        harness.run_steps(4);
    };
    double_click(&mut harness);
    assert_eq!(harness.state().canvas.scale(), Some(1.0));
    harness.run_steps(30);
    double_click(&mut harness);
    assert!((harness.state().canvas.scale().unwrap() - 0.1).abs() < 1e-9);
}

#[test]
fn the_value_under_the_cursor_is_in_source_units() {
    let samples = (0..100).map(|i| f32::from(i as u8) * 0.5 - 3.0).collect();
    let picture = Picture::from_raster(Raster::new(10, 10, 1, Samples::F32(samples)));
    let mut harness = window(vec2(100.0, 100.0), Window::showing(picture));
    harness.step();
    harness.hover_at(pos2(35.0, 62.0));
    harness.run_steps(2);
    let hovered = harness.state().hovered.unwrap();
    assert_eq!((hovered.x_px, hovered.y_px), (3, 6));
    assert_eq!(&*hovered.values.unwrap(), &[63.0 * 0.5 - 3.0]);
}

#[test]
fn panning_a_large_picture_never_shows_nothing() {
    // No tone of the picture is that of the empty canvas.
    let side = 10_000_u32;
    let mut samples = vec![0; (side * side) as usize];
    for (band, rows) in samples.chunks_mut(16 * side as usize).enumerate() {
        rows.fill(100 + (band % 100) as u8);
    }
    let picture = Picture::from_raster(Raster::new(side, side, 1, Samples::U8(samples)));
    let mut harness = window(vec2(320.0, 240.0), Window::showing(picture));
    settle(&mut harness);
    harness.state_mut().canvas.one_to_one();
    harness.step();
    for step in 0..20 {
        let mut view = harness.state().canvas.view().unwrap();
        view.pan([-211.0, -127.0]);
        harness.state_mut().canvas.set_view(view);
        harness.step();
        let image = harness.render().unwrap();
        let is_filled = image.pixels().all(|pixel| pixel.0[0] >= 99);
        assert!(is_filled, "a gap in step {step}");
    }
}

#[test]
fn the_next_picture_replaces_the_last_without_a_gap() {
    let mut harness = window(
        vec2(64.0, 64.0),
        Window::showing(grey(2000, 2000, |_, _| 200)),
    );
    settle(&mut harness);
    harness.state_mut().picture = Some(Arc::new(grey(2000, 2000, |_, _| 120)));
    let until = Instant::now() + Duration::from_secs(30);
    loop {
        harness.step();
        let tone = rgb(&harness.render().unwrap(), 32, 32)[0];
        assert!([200, 120].contains(&tone), "tone {tone}");
        if tone == 120 {
            break;
        }
        assert!(Instant::now() < until, "the next picture never came");
    }
}

#[test]
fn an_idle_canvas_comes_to_rest() {
    let picture = grey(3000, 2000, |x, y| (x ^ y) as u8);
    let mut harness = window(vec2(300.0, 200.0), Window::showing(picture));
    settle(&mut harness);
    harness.run();
    harness.hover_at(pos2(50.0, 50.0));
    harness.run();
    harness.get_by_label("Picture").focus();
    harness.run();
    harness.state_mut().picture = None;
    harness.run();
}

#[test]
fn shapes_and_rasters_lie_where_the_picture_does() {
    let mut state = Window::showing(grey(100, 100, |_, _| 50));
    let style = LayerStyle {
        palette: vec![[0, 0, 255, 255]],
        fill_opacity: 1.0,
        outline_opacity: 1.0,
        outline_width_px: 1.0,
    };
    let square = Shape {
        class_id: 0,
        geometry: Geometry::Box {
            min: [10.0, 10.0],
            max: [30.0, 30.0],
        },
    };
    state.overlays.push(ShapeLayer::new(&[square], style));
    // Two pixels wide and stretched: the left half clear, the right half red.
    let heat = Raster::new(
        2,
        1,
        4,
        Samples::U8([[0, 0, 0, 0], [255, 0, 0, 255]].concat()),
    );
    state.rasters.push(RasterOverlay {
        picture: Arc::new(Picture::from_raster(heat)),
        opacity: 0.5,
        interpolation: Interpolation::Nearest,
    });
    let mut harness = window(vec2(200.0, 200.0), state);
    settle(&mut harness);
    let image = harness.render().unwrap();
    assert_eq!(rgb(&image, 40, 40), [0, 0, 255]);
    assert_eq!(rgb(&image, 40, 150), [50; 3]);
    let [red, green, _] = rgb(&image, 150, 150);
    assert!((150..156).contains(&red) && (24..27).contains(&green));
}

#[test]
fn without_a_device_the_canvas_still_works() {
    let mut harness = Harness::builder()
        .with_size(vec2(200.0, 200.0))
        .build_ui_state(
            |ui, window: &mut Window| window.show(ui),
            Window::showing(grey(100, 100, |x, _| x as u8)),
        );
    harness.run();
    harness.hover_at(pos2(100.0, 100.0));
    harness.run();
    assert!(harness.state().hovered.unwrap().values.is_some());
}

#[test]
fn deep_zoom_prints_values_and_a_grid() {
    let raster = Raster::new(3, 2, 1, Samples::U8(vec![0, 50, 100, 150, 200, 255]));
    let mut harness = window(
        vec2(180.0, 120.0),
        Window::showing(Picture::from_raster(raster)),
    );
    settle(&mut harness);
    harness.run();
    harness.snapshot("pixel_values");
}

#[test]
fn linked_canvases_move_together() {
    let picture = |side| {
        Arc::new(Picture::from_raster(Raster::zeroed(
            side,
            side,
            1,
            SampleKind::U8,
        )))
    };
    let pictures = [picture(1000), picture(500)];
    let jobs = Jobs::new(|| {});
    let mut harness = harness(vec2(608.0, 300.0), Pair::default(), move |pair, ui| {
        let look = Look::window(0.0, 255.0);
        let input = |picture, name| CanvasInput::new(Some(picture), &jobs, &look, name);
        pair.show(
            ui,
            &PairInput {
                left: input(&pictures[0], "Before"),
                right: input(&pictures[1], "After"),
                divider_name: "Divider",
            },
        );
    });
    harness.step();
    let scales = |harness: &Harness<'_, Pair>| {
        let pair = harness.state();
        [pair.left.scale().unwrap(), pair.right.scale().unwrap()]
    };
    assert_eq!(scales(&harness), [0.3, 0.6]);

    // Either side leads.
    harness.get_by_label("After").focus();
    harness.step();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num0);
    harness.step();
    assert_eq!(scales(&harness), [0.5, 1.0]);
    harness.state_mut().left.zoom_in();
    harness.step();
    assert_eq!(scales(&harness), [0.625, 1.25]);

    // The divider moves by keyboard, and both canvases keep the same middle.
    harness.get_by_label("Divider").focus();
    harness.run_steps(2);
    harness.key_press(Key::ArrowLeft);
    harness.key_press(Key::ArrowLeft);
    harness.step();
    assert!((harness.state().left_part() - 0.46).abs() < 1e-6);
    harness.step();
    let pair = harness.state();
    let middle = |canvas: &Canvas| {
        let canvas_px = canvas.viewport().unwrap().canvas_px;
        let middle = canvas_px.map(|side| side / 2.0);
        canvas.view().unwrap().image_from_screen(middle)
    };
    let [left, right] = [middle(&pair.left), middle(&pair.right)];
    assert!(
        (left[0] - right[0] * 2.0).abs() < 1e-6,
        "{left:?} {right:?}"
    );
    harness.run();
}
