using System.Text;
using Lakehouse.Quality.Expectations;
using Lakehouse.Quality.Expectations.Dates;

namespace Lakehouse.Quality.Tests.Expectations;

public sealed class TextFormTests
{
    // What dateutil 2.9 answers; examples of its documentation and of its tests.
    [Theory]
    [InlineData("2003-09-25", true)]
    [InlineData("20030925T104941.5-0300", true)]
    [InlineData("20030925T104941", true)]
    [InlineData("Thu Sep 25 10:36:28 2003", true)]
    [InlineData("Sep 25 2003", true)]
    [InlineData("25-Sep-2003", true)]
    [InlineData("September 25, 2003", true)]
    [InlineData("10h36m28.5s", true)]
    [InlineData("10:36", true)]
    [InlineData("10am", true)]
    [InlineData("10 pm", true)]
    [InlineData("2003-09-25T10:49:41Z", true)]
    [InlineData("2003-09-25T10:49:41.5-03:00", true)]
    [InlineData("Wed, July 10, '96", true)]
    [InlineData("1996.07.10 AD at 15:08:56 PDT", true)]
    [InlineData("3rd of May 2001", true)]
    [InlineData("12", true)]
    [InlineData("01146", true)]
    [InlineData("99", true)]
    [InlineData("11965", false)]
    [InlineData("", false)]
    [InlineData("call me", false)]
    [InlineData("2003-13-40", false)]
    [InlineData("2003-02-30", false)]
    [InlineData("25:36", false)]
    [InlineData("not-a-date", false)]
    [InlineData("Sep 31 2003", false)]
    public void A_text_is_a_date_where_dateutil_reads_one(string text, bool isDate) =>
        Assert.Equal(isDate, DateText.IsDate(text));

    [Theory]
    [InlineData("""{"id": 1, "tags": ["a"]}""", true)]
    [InlineData("""{"id": 1.0}""", true)]
    [InlineData("""{"id": 1.5}""", false)]
    [InlineData("""{"tags": []}""", false)]
    [InlineData("""{"id": 1, "tags": [1]}""", false)]
    [InlineData("""{"id": 1, "other": true}""", false)]
    [InlineData("""[1]""", false)]
    [InlineData("""{"id": 1""", false)]
    public void A_payload_is_held_against_its_schema(string payload, bool isValid)
    {
        const string Schema = """
            {"type": "object", "required": ["id"], "additionalProperties": false,
             "properties": {"id": {"type": "integer", "minimum": 0}, "tags": {"type": "array", "items": {"type": "string"}}}}
            """;
        Assert.Null(ExpectedSchema.Refuse(Schema));
        Assert.Equal(isValid, ExpectedSchema.Parse(Schema).Matches(Encoding.UTF8.GetBytes(payload)));
    }

    [Theory]
    [InlineData("""{"$ref": "#/x"}""", "#/x")]
    [InlineData("""{"$ref": "https://example.org/other"}""", "https://example.org/other")]
    [InlineData("""{"required": "a"}""", "required")]
    [InlineData("""{"pattern": "("}""", "pattern")]
    public void A_schema_that_cannot_judge_is_refused(string schema, string why) =>
        Assert.Contains(why, ExpectedSchema.Refuse(schema), StringComparison.Ordinal);
}
