use super::*;

fn colour(text: &str) -> Colour {
    text.parse().unwrap()
}

/// The values of WCAG's own examples and of common checkers.
#[test]
fn contrast_is_that_of_wcag() {
    let of = |a, b| format!("{:.2}", colour(a).contrast(colour(b)));
    assert_eq!(of("000000", "ffffff"), "21.00");
    assert_eq!(of("777777", "ffffff"), "4.48");
    assert_eq!(of("767676", "ffffff"), "4.54");
    assert_eq!(of("f00", "fff"), "4.00");
    assert_eq!(of("0017c1", "fff"), "11.10");
}

#[test]
fn every_pair_can_be_made_readable_and_what_is_readable_stays() {
    let channels = [0_u8, 51, 102, 119, 128, 153, 204, 255];
    let all: Vec<Colour> = channels
        .into_iter()
        .flat_map(|r| channels.into_iter().flat_map(move |g| channels.map(|b| Colour(r, g, b))))
        .collect();
    for ground in &all {
        for colour in all.iter().step_by(7) {
            let made = colour.readable_on(*ground);
            assert!(made.contrast(*ground) >= READABLE, "{colour} on {ground} became {made}");
            assert_eq!(made == *colour, colour.contrast(*ground) >= READABLE, "{colour} on {ground}");
        }
    }
}

#[test]
fn colours_are_read_in_hexadecimal_only() {
    assert_eq!(colour("#1a2B3c"), Colour(0x1a, 0x2b, 0x3c));
    assert_eq!(colour("abc").to_string(), "#aabbcc");
    for bad in ["", "#", "red", "12345", "1234567", "+12345", "rgb(0,0,0)", "#ff;}body{", "１２３"] {
        assert_eq!(bad.parse::<Colour>(), Err(NoColour), "{bad}");
    }
}
