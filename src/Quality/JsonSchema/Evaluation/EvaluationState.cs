using System.Runtime.CompilerServices;
using System.Text;
using Lakehouse.Quality.JsonSchema.Json;
using Lakehouse.Quality.JsonSchema.References;

namespace Lakehouse.Quality.JsonSchema.Evaluation;

/// <summary>Where an evaluation stands: the place in the value, the dynamic scope, what was found so far.</summary>
/// <param name="valueCount">How many values there are in all, for the budget.</param>
/// <param name="takesAnnotations">Whether annotations are wanted.</param>
internal sealed class EvaluationState(int valueCount, bool takesAnnotations)
{
    private const long LeastBudget = 1_000_000;
    private const long BudgetOfValue = 2_000;

    private readonly List<(string? Name, int Index)> _place = [];
    private readonly List<SchemaResource> _scope = [];
    private readonly List<SchemaError> _errors = [];
    private readonly List<SchemaAnnotation> _annotations = [];
    private long _budget = LeastBudget + (valueCount * BudgetOfValue);
    private int _probes;

    /// <summary>What has been evaluated of the current value; null when nobody asks.</summary>
    public EvaluatedMarks? Marks { get; set; }

    /// <summary>Why the evaluation was given up, or null.</summary>
    public string? GivenUp { get; private set; }

    /// <summary>Whether only the answer counts: errors are not kept and the first one ends a schema.</summary>
    public bool IsProbing => _probes > 0 || GivenUp is not null;

    /// <summary>Whether all branches have to be seen, though the answer is known.</summary>
    public bool NeedsAll => Marks is not null || takesAnnotations;

    public bool TakesAnnotations => takesAnnotations;

    public IReadOnlyList<SchemaError> Errors => _errors;

    public IReadOnlyList<SchemaAnnotation> Annotations => _annotations;

    public int AnnotationCount => _annotations.Count;

    /// <summary>The resources of the schemas that were entered and not left, the outermost first.</summary>
    public IReadOnlyList<SchemaResource> Scope => _scope;

    public bool Enter(Schema schema)
    {
        if (GivenUp is not null)
        {
            return false;
        }
        if (--_budget < 0)
        {
            return GiveUp("the schema takes too many steps on this value");
        }
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return GiveUp("the schema refers to itself without end, or is nested too deeply");
        }
        _scope.Add(schema.Resource);
        return true;
    }

    /// <summary>Ends the evaluation: its answer is worth nothing. Always false.</summary>
    public bool GiveUp(string reason)
    {
        GivenUp ??= reason;
        return false;
    }

    public void Leave() => _scope.RemoveAt(_scope.Count - 1);

    public void ForgetAnnotations(int count) => _annotations.RemoveRange(count, _annotations.Count - count);

    /// <summary>Evaluates a schema on a member of the current value.</summary>
    public bool OnMember(Schema schema, JsonMember member)
    {
        _place.Add((member.Name, 0));
        var isValid = OnOther(schema, member.Value);
        _place.RemoveAt(_place.Count - 1);
        return isValid;
    }

    /// <summary>Evaluates a schema on an element of the current value.</summary>
    public bool OnItem(Schema schema, JsonValue item, int index)
    {
        _place.Add((null, index));
        var isValid = OnOther(schema, item);
        _place.RemoveAt(_place.Count - 1);
        return isValid;
    }

    /// <summary>Evaluates a schema on a value that is not part of the current one.</summary>
    public bool OnOther(Schema schema, JsonValue value)
    {
        var marks = Marks;
        Marks = null;
        var isValid = schema.Evaluate(value, this);
        Marks = marks;
        return isValid;
    }

    /// <summary>Whether a schema holds, without errors when it does not.</summary>
    public bool Probe(Schema schema, JsonValue value)
    {
        _probes++;
        var isValid = schema.Evaluate(value, this);
        _probes--;
        return isValid;
    }

    /// <summary>Whether a schema holds for an element, without errors when it does not.</summary>
    public bool ProbeItem(Schema schema, JsonValue item, int index)
    {
        _probes++;
        var isValid = OnItem(schema, item, index);
        _probes--;
        return isValid;
    }

    /// <summary>Tells an error at the current place; always false.</summary>
    public bool Fail(string keyword, string schemaLocation, string message)
    {
        if (!IsProbing)
        {
            _errors.Add(new SchemaError(keyword, Place(), schemaLocation, message) { Path = Path() });
        }
        return false;
    }

    /// <summary>Tells that the current object lacks a member; always false.</summary>
    public bool FailMember(Keyword keyword, string member, string message)
    {
        _place.Add((member, 0));
        var path = IsProbing ? "" : Path();
        _place.RemoveAt(_place.Count - 1);
        if (!IsProbing)
        {
            _errors.Add(new SchemaError(keyword.Name, Place(), keyword.Location, message) { Path = path });
        }
        return false;
    }

    /// <summary>Tells an error of a keyword at the current place; always false.</summary>
    public bool Fail(Keyword keyword, string message) => Fail(keyword.Name, keyword.Location, message);

    public void Annotate(Keyword keyword, string json)
    {
        if (takesAnnotations)
        {
            _annotations.Add(new SchemaAnnotation(keyword.Name, Place(), keyword.Location, json));
        }
    }

    private string Path() => string.Concat(_place.Select((step, i) =>
        step.Name is null ? $"[{step.Index}]" : i == 0 ? step.Name : "." + step.Name));

    private string Place()
    {
        var text = new StringBuilder();
        foreach (var (name, index) in _place)
        {
            text.Append('/').Append(name is null ? $"{index}" : JsonPointer.Escape(name));
        }
        return text.ToString();
    }
}
