//! QR codes: as a drawing on a page for the browser, and as modules for a PDF.

use std::fmt::Write;

use fast_qr::{ECL, QRBuilder};
use maud::{Markup, PreEscaped};

/// The white border a reader needs, in modules.
pub const QUIET: usize = 4;

/// The dark runs of a code: rows from the top, each with the start and length of its dark runs, in modules.
pub struct Code {
    /// Modules on each side, without the border.
    pub side: usize,
    /// `(row, start, length)`.
    pub runs: Vec<(usize, usize, usize)>,
}

/// The code of an address, readable with a quarter of it stained or torn (level Q); `None` when it is too long for one (about
/// sixteen hundred letters).
pub fn code(address: &str) -> Option<Code> {
    let code = QRBuilder::new(address).ecl(ECL::Q).build().ok()?;
    let side = code.size;
    let mut runs = Vec::new();
    for (row, line) in code.data.chunks(side).take(side).enumerate() {
        let mut at = 0;
        for run in line.chunk_by(|a, b| a.value() == b.value()) {
            if run.first().is_some_and(|module| module.value()) {
                runs.push((row, at, run.len()));
            }
            at += run.len();
        }
    }
    Some(Code { side, runs })
}

/// The code as a drawing that scales; `name` says what it is to those who do not see it.
pub fn svg(address: &str, name: &str) -> Markup {
    let Some(code) = code(address) else { return PreEscaped(String::new()) };
    let side = code.side + 2 * QUIET;
    let mut path = String::with_capacity(code.runs.len() * 10);
    let mut last = None;
    for (row, start, length) in &code.runs {
        let (x, y) = (start + QUIET, row + QUIET);
        // Within a row the way to the next run is short, and many are alike.
        let _ = match last {
            Some((at, end)) if at == *row => write!(path, "m{} 0h{length}", start - end),
            _ => write!(path, "M{x} {y}h{length}"),
        };
        last = Some((*row, start + length));
    }
    maud::html! {
        svg.code viewBox=(format!("0 -.5 {side} {side}")) role="img" aria-label=(name) shape-rendering="crispEdges" {
            path d=(path) stroke="#000" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_the_three_marks_in_its_corners() {
        let code = code("https://example.jp/areas/13112").unwrap();
        let has = |row: usize, start: usize| code.runs.contains(&(row, start, 7));
        assert!(has(0, 0) && has(6, 0) && has(0, code.side - 7) && has(code.side - 7, 0), "{:?}", code.runs);
        let drawn = svg("https://example.jp/", "<latest>").into_string();
        assert!(drawn.contains("aria-label=\"&lt;latest&gt;\"") && !drawn.contains("style="), "{drawn}");
    }

    #[test]
    fn what_is_drawn_is_the_address() {
        for address in
            ["https://example.jp/areas/13112", "https://example.jp/?q=%E5%A4%AA%E5%AD%90%E5%A0%82&when=tonight"]
        {
            let code = code(address).unwrap();
            let (scale, side) = (4, code.side + 2 * QUIET);
            let is_dark = |x: usize, y: usize| {
                let (x, y) = ((x / scale).wrapping_sub(QUIET), (y / scale).wrapping_sub(QUIET));
                code.runs.iter().any(|(row, start, length)| *row == y && (*start..start + length).contains(&x))
            };
            let grey = |x, y| if is_dark(x, y) { 0 } else { 255 };
            let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side * scale, side * scale, grey);
            let (told, read) = picture.detect_grids().first().unwrap().decode().unwrap();
            assert_eq!((read.as_str(), told.ecc_level), (address, 3));
        }
    }

    #[test]
    fn what_is_too_long_for_a_code_is_left_out() {
        assert!(code(&"x".repeat(8000)).is_none());
        assert_eq!(svg(&"x".repeat(8000), "").into_string(), "");
    }
}
