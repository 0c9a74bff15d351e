//! JSON Canonicalization Scheme (RFC 8785): one text for one value, so that equal things have equal digests.
//!
//! What the ledger writes holds no fractions; they are here so that a record of a later version is not read wrongly.

use serde_json::{Number, Value};

/// The largest whole number up to which every integer is its own IEEE 754 double.
const EXACT: u64 = 1 << 53;

/// The canonical text of a value.
pub fn canonical(value: &Value) -> String {
    let mut out = String::new();
    write_value(&mut out, value);
    out
}

fn write_value(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => write_number(out, number),
        Value::String(text) => write_string(out, text),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_value(out, item);
            }
            out.push(']');
        }
        Value::Object(members) => {
            let mut sorted: Vec<(Vec<u16>, &String, &Value)> =
                members.iter().map(|(key, value)| (key.encode_utf16().collect(), key, value)).collect();
            // Section 3.2.3 orders by UTF-16 code units, which differs from UTF-8 order beyond the basic plane.
            sorted.sort_by(|left, right| left.0.cmp(&right.0));
            out.push('{');
            for (index, (_, key, value)) in sorted.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_string(out, key);
                out.push(':');
                write_value(out, value);
            }
            out.push('}');
        }
    }
}

fn write_string(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            control if control < ' ' => out.push_str(&unicode_escape(control)),
            other => out.push(other),
        }
    }
    out.push('"');
}

fn write_number(out: &mut String, number: &Number) {
    if let Some(whole) = number.as_u64().filter(|whole| *whole <= EXACT) {
        out.push_str(&whole.to_string());
    } else if let Some(whole) = number.as_i64().filter(|whole| whole.unsigned_abs() <= EXACT) {
        out.push_str(&whole.to_string());
    } else {
        // Beyond 2^53 the scheme knows doubles alone, as ECMAScript does; `as_f64` of a JSON number is always finite.
        out.push_str(&double_text(number.as_f64().unwrap_or_default()));
    }
}

fn unicode_escape(control: char) -> String {
    format!("\\u{:04x}", u32::from(control))
}

/// `Number::toString` of ECMAScript: the shortest digits that read back as the same double, laid out by their exponent.
fn double_text(double: f64) -> String {
    if double == 0.0 {
        return "0".to_owned();
    }
    let sign = if double < 0.0 { "-" } else { "" };
    let (digits, point) = shortest_digits(double.abs());
    let count = isize::try_from(digits.len()).expect("a double has at most 17 digits");
    let zeros = |count: isize| "0".repeat(count.unsigned_abs());
    match point {
        _ if count <= point && point <= 21 => format!("{sign}{digits}{}", zeros(point - count)),
        1..=21 => {
            let (whole, fraction) = digits.split_at(point.unsigned_abs());
            format!("{sign}{whole}.{fraction}")
        }
        -5..=0 => format!("{sign}0.{}{digits}", zeros(point)),
        _ => {
            let (first, rest) = digits.split_at(1);
            let stop = if rest.is_empty() { "" } else { "." };
            format!("{sign}{first}{stop}{rest}e{:+}", point - 1)
        }
    }
}

/// The shortest digits that read back as this double, ties to even, and where the decimal point stands, counted from the
/// first digit: `n` of the ECMAScript algorithm. JSON's own writer finds them as ECMAScript asks; `{:e}` breaks ties upwards.
fn shortest_digits(double: f64) -> (String, isize) {
    let written = Number::from_f64(double).map_or_else(|| "0".to_owned(), |number| number.to_string());
    let (mantissa, exponent) = written.split_once('e').unwrap_or((&written, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent: isize = exponent.parse().expect("JSON's exponents are whole numbers");
    let all = format!("{whole}{fraction}");
    let digits = all.trim_start_matches('0');
    let width = |text: &str| isize::try_from(text.len()).expect("a double is written in a few hundred digits");
    (digits.trim_end_matches('0').to_owned(), width(whole) + width(digits) - width(&all) + exponent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(json: &str, expected: &str) {
        assert_eq!(canonical(&serde_json::from_str(json).unwrap()), expected);
    }

    #[test]
    fn the_example_of_section_3_2_2_of_the_rfc() {
        check(
            r#"{
                "numbers": [4.50, 1E30, 2e-3, 0.000000000000000000000000001],
                "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
                "literals": [null, true, false]
            }"#,
            "{\"literals\":[null,true,false],\"numbers\":[4.5,1e+30,0.002,1e-27],\
             \"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}",
        );
    }

    #[test]
    fn members_are_ordered_by_utf16_code_units() {
        // Section 3.2.3: U+1F600 is two surrogates, and so before U+FB33.
        check(
            r#"{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
                "\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}"#,
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\
             \"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\
             \"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}",
        );
    }

    #[test]
    fn numbers_of_appendix_b() {
        for (bits, expected) in [
            (0x0000_0000_0000_0000_u64, "0"),
            (0x8000_0000_0000_0000, "0"),
            (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"),
            (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
            (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"),
            (0xc340_0000_0000_0000, "-9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
            (0x44b5_2d02_c7e1_4af6, "1e+23"),
            (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
            (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
            (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
            (0x444b_1ae4_d6e2_ef50, "1e+21"),
            (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
            (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
            (0x41b3_de43_5555_5553, "333333333.3333332"),
            (0x41b3_de43_5555_5557, "333333333.33333343"),
            (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
            (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
        ] {
            assert_eq!(double_text(f64::from_bits(bits)), expected, "{bits:#x}");
        }
    }

    #[test]
    fn whole_numbers_beyond_the_exact_ones_are_doubles() {
        check("[9007199254740993, -1, 18446744073709551615]", "[9007199254740992,-1,18446744073709552000]");
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (-(1_i64 << 53)..(1_i64 << 53)).prop_map(Value::from),
            any::<i32>().prop_map(|eighths| Value::from(f64::from(eighths) / 8.0)),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((any::<String>(), inner), 0..6)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn canonical_text_reads_back_and_is_its_own_canonical_form(value in any_json()) {
            let text = canonical(&value);
            let read: Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(canonical(&read), text);
        }
    }
}
