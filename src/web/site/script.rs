//! Scripts as they are sent: what only their authors read is left out.

/// A script as it is sent: without the lines that are only comment, and without indentation. No script here has a line
/// of text that begins so.
pub fn lean(script: &str) -> &'static str {
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    let lean = lines.collect::<Vec<_>>().join("\n");
    // Once for each script, for as long as the program runs.
    Box::leak(lean.into_boxed_str())
}

/// A lean script without the spaces beside its signs. Lines with templates, regular expressions or double quotes are left as
/// they are; so is what stands in single quotes.
pub fn tight(script: &str) -> &'static str {
    let is_sign = |c: char| "=+*<>!&|?:;,{}()[]-".contains(c);
    let squeezed = |code: &str| {
        let mut kept = String::with_capacity(code.len());
        let mut letters = code.chars().peekable();
        while let Some(c) = letters.next() {
            let (last, next) = (kept.chars().last(), letters.peek().copied());
            let is_beside = last.is_some_and(is_sign) || next.is_some_and(is_sign);
            // `a - -b` is not `a--b`.
            let would_join = last == next && matches!(last, Some('+' | '-'));
            if c != ' ' || !is_beside || would_join {
                kept.push(c);
            }
        }
        kept
    };
    let line = |line: &str| {
        if line.contains(['`', '"', '/']) {
            return line.to_owned();
        }
        let parts = line.split('\'').enumerate();
        let parts = parts.map(|(at, part)| if at % 2 == 0 { squeezed(part) } else { part.to_owned() });
        parts.collect::<Vec<_>>().join("'")
    };
    let tight = lean(script).lines().map(line).collect::<Vec<_>>().join("\n");
    Box::leak(tight.into_boxed_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_browser_does_not_read_is_left_out() {
        let script = "// why\n  const a = (b) => ({ c: 'd  = e', f: b + 1 - -b });\n  if (x in y) return `a = ${ b }`;\n  const z = / = /;\n";
        assert_eq!(
            tight(script),
            "const a=(b)=>({c:'d  = e',f:b+1- -b});\nif (x in y) return `a = ${ b }`;\nconst z = / = /;"
        );
    }
}
