using System.Reflection;
using System.Reflection.Emit;

namespace Lakehouse.Jobs.Tests.Gates;

/// <summary>
/// Which method calls which, read from the compiled code. What the compiler makes of a method (state machines, lambdas,
/// local functions) counts as the method: <c>Type.Method</c>.
/// </summary>
internal sealed class CallGraph
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    private readonly Dictionary<string, List<string>> _calls = [];

    public CallGraph(params IEnumerable<Assembly> assemblies)
    {
        foreach (var type in assemblies.SelectMany(assembly => assembly.GetTypes()))
        {
            foreach (var method in type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared)))
            {
                var calls = _calls.TryGetValue(NameOf(method), out var known) ? known : _calls[NameOf(method)] = [];
                calls.AddRange(Callees(method));
            }
        }
    }

    /// <summary>What a method calls, in the order of its code.</summary>
    public IReadOnlyList<string> CalleesOf(string method) => _calls[method];

    /// <summary>The methods that call one of some.</summary>
    public IReadOnlySet<string> CallersOf(IReadOnlySet<string> methods) =>
        _calls.Where(method => method.Value.Any(methods.Contains)).Select(method => method.Key).ToHashSet();

    /// <summary>The methods from which one is reached, of those that are followed.</summary>
    public IReadOnlySet<string> Reaching(string method, Func<string, bool> follow)
    {
        var found = new HashSet<string> { method };
        while (CallersOf(found).Where(follow).Where(found.Add).ToList() is { Count: > 0 })
        {
        }
        return found;
    }

    private static IEnumerable<string> Callees(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
        {
            yield break;
        }
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? unchecked((short)(0xFE00 | code[at + 1])) : code[at];
            var operation = OpCodesByValue[value];
            at += operation.Size;
            if (operation.OperandType == OperandType.InlineMethod)
            {
                var callee = method.Module.ResolveMethod(
                    BitConverter.ToInt32(code, at),
                    method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null,
                    method.IsGenericMethod ? method.GetGenericArguments() : null)!;
                if (callee.DeclaringType is not null)
                {
                    yield return NameOf(callee);
                }
            }
            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
    }

    // <CommitAsync>d__7.MoveNext in ProductBuild is ProductBuild.CommitAsync, and so is a lambda <CommitAsync>b__0.
    private static string NameOf(MethodBase method)
    {
        var (type, name) = (method.DeclaringType!, method.Name);
        while (type.DeclaringType is { } outer && type.Name.StartsWith('<'))
        {
            name = name.StartsWith('<') && name.IndexOf('>') > 1 ? name : type.Name;
            type = outer;
        }
        var end = name.IndexOf('>');
        return $"{type.Name}.{(name.StartsWith('<') && end > 1 ? name[1..end] : name)}";
    }
}
